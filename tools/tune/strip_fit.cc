#include "tools/tune/strip_fit.h"

#include <algorithm>

#include "engine/ranking/candidates.h"

namespace inkling {
namespace {

constexpr std::size_t kPlaces = 3;

// The grid, in nats.
constexpr double kMostPerLetter = 4;
constexpr double kMostFirst = 5;
constexpr double kStep = 0.5;

double value_of(const CachedPlace& place, const RankingParams& params) {
  return place.score - unfinished_cost(place.kind, place.remaining, params);
}

double first_value_of(const CachedPlace& place, const RankingParams& params) {
  return value_of(place, params) - first_place_cost(place.kind, place.remaining, params);
}

}  // namespace

std::optional<std::size_t> meant_place(std::span<const CachedPlace> places,
                                       const RankingParams& params) {
  const CachedPlace* meant = nullptr;
  const CachedPlace* first = nullptr;
  for (const CachedPlace& place : places) {
    if (place.meant && meant == nullptr) meant = &place;
    if (first == nullptr || first_value_of(place, params) > first_value_of(*first, params)) {
      first = &place;
    }
  }
  if (meant == nullptr) return std::nullopt;
  if (meant == first) return 0;
  const double score = value_of(*meant, params);
  const auto before = std::count_if(places.begin(), places.end(), [&](const CachedPlace& place) {
    return value_of(place, params) > score;
  });
  // What was moved to the front from behind it pushes it back by one.
  return static_cast<std::size_t>(before + (value_of(*first, params) > score ? 0 : 1));
}

StripShares strip_shares(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                         const RankingParams& params) {
  StripShares out;
  double typing = 0;
  double mending = 0;
  for (const CachedItem& item : items) {
    if (half && item.half != *half) continue;
    if (!item.unfinished.empty()) {
      const double keys = item.weight * item.to_come;
      typing += keys;
      if (meant_place(item.unfinished, params).value_or(kPlaces) < kPlaces) out.typing += keys;
    }
    if (!item.finished.empty()) {
      mending += item.weight;
      if (meant_place(item.finished, params) == 0U) out.mending += item.weight;
    }
  }
  if (typing > 0) out.typing /= typing;
  if (mending > 0) out.mending /= mending;
  return out;
}

StripShares fit_strip(const std::vector<CachedItem>& items, std::optional<std::size_t> half,
                      RankingParams* params) {
  const auto steps = [](double most) { return static_cast<int>(most / kStep); };
  RankingParams trial = *params;
  std::optional<StripShares> best;
  for (int u = 0; u <= steps(kMostPerLetter); ++u) {
    for (int c = 0; c <= steps(kMostPerLetter); ++c) {
      for (int f = 0; f <= steps(kMostFirst); ++f) {
        trial.unfinished_per_letter = kStep * u;
        trial.completion_per_letter = kStep * c;
        trial.completion_first = kStep * f;
        const StripShares shares = strip_shares(items, half, trial);
        if (best && shares.value() <= best->value()) continue;
        best = shares;
        *params = trial;
      }
    }
  }
  return *best;
}

}  // namespace inkling
