#include "engine/ranking/candidates.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace inkling {

namespace {

/// Everything but what is still to come.
double evidence(const Candidate& candidate, double channel, const RankingParams& params) {
  return candidate.prior + candidate.word.log_prob - params.channel_weight * channel -
         candidate.paid;
}

}  // namespace

double finished_score(const Candidate& candidate, const RankingParams& params, double omission) {
  const double channel = candidate.channel + omission * std::max(candidate.remaining, 0);
  return evidence(candidate, channel, params);
}

double first_place_cost(SuggestionKind kind, int remaining, const RankingParams& params) {
  const bool completes = kind == SuggestionKind::kCompletion && remaining > 0;
  return completes ? params.completion_first : 0;
}

double unfinished_cost(SuggestionKind kind, int remaining, const RankingParams& params) {
  if (remaining <= 0) return 0;
  // Who makes a slip and stops early is rarer than who makes one in a finished word; how many
  // letters are still to come then matters less and less.
  constexpr double kEachFurther = 0.5;
  const double per_letter = kind == SuggestionKind::kCorrection   ? params.unfinished_per_letter
                            : kind == SuggestionKind::kCompletion ? params.completion_per_letter
                                                                  : 0;
  return per_letter * (1 + kEachFurther * (remaining - 1));
}

double candidate_score(const Candidate& candidate, const RankingParams& params) {
  return evidence(candidate, candidate.channel, params) -
         unfinished_cost(candidate.kind, candidate.remaining, params);
}

void order_candidates(const RankingParams& params, std::vector<Candidate>* items) {
  std::sort(items->begin(), items->end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
  const auto value = [&params](const Candidate& c) {
    return c.score - first_place_cost(c.kind, c.remaining, params);
  };
  const auto first =
      std::max_element(items->begin(), items->end(),
                       [&](const Candidate& a, const Candidate& b) { return value(a) < value(b); });
  if (first != items->end()) std::rotate(items->begin(), first, first + 1);
}

void CandidatePool::clear() {
  items_.clear();
  std::fill(slots_.begin(), slots_.end(), 0);
}

std::size_t CandidatePool::slot_of(std::string_view key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>()(key) & mask;
  while (slots_[slot] != 0 && items_[slots_[slot] - 1].key != key) slot = (slot + 1) & mask;
  return slot;
}

void CandidatePool::index() {
  std::fill(slots_.begin(), slots_.end(), 0);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    slots_[slot_of(items_[i].key)] = static_cast<uint32_t>(i + 1);
  }
}

std::optional<double> CandidatePool::score_of(std::string_view key) const {
  if (slots_.empty()) return std::nullopt;
  const uint32_t at = slots_[slot_of(key)];
  if (at == 0) return std::nullopt;
  return items_[at - 1].score;
}

void CandidatePool::add(Candidate candidate) {
  // At most half full, so that a search ends soon.
  if (2 * (items_.size() + 1) > slots_.size()) {
    slots_.resize(std::max<std::size_t>(2 * slots_.size(), 256));
    index();
  }
  uint32_t& at = slots_[slot_of(candidate.key)];
  if (at == 0) {
    items_.push_back(std::move(candidate));
    at = static_cast<uint32_t>(items_.size());
  } else if (candidate.score > items_[at - 1].score) {
    items_[at - 1] = std::move(candidate);
  }
}

void CandidatePool::sort(const RankingParams& params) {
  order_candidates(params, &items_);
  index();
}

}  // namespace inkling
