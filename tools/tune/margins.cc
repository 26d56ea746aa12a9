#include "tools/tune/margins.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace inkling {
namespace {

// Grid of margins, in nats.
constexpr double kLeastMargin = -3;
constexpr double kMostMargin = 12;
constexpr double kMarginStep = 0.1;
constexpr double kMostKnown = 14;
constexpr double kKnownStep = 0.25;

int steps_between(double least, double most, double step) {
  return static_cast<int>(std::lround((most - least) / step));
}

/// Better when both keep to the bound: more gain; else less harm.
bool is_better(const MarginPoint& a, const MarginPoint& b, double most_harm) {
  const bool a_allowed = a.harm_per_1000 <= most_harm;
  const bool b_allowed = b.harm_per_1000 <= most_harm;
  if (a_allowed != b_allowed) return a_allowed;
  return a_allowed ? a.gain > b.gain : a.harm_per_1000 < b.harm_per_1000;
}

}  // namespace

std::vector<Decision> decisions(const std::vector<CachedItem>& items,
                                const std::vector<ItemScores>& scores,
                                const RankingParams& ranking) {
  std::vector<Decision> out;
  out.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const CachedItem& item = items[i];
    Decision d;
    d.source = item.source;
    d.half = item.half;
    d.weight = item.weight;
    d.wrong = !item.right;
    d.known = item.literal_known;
    const std::vector<double>& of = scores[i].candidates;
    if (const auto best = std::max_element(of.begin(), of.end()); best != of.end()) {
      const CachedCandidate& c = item.candidates[static_cast<std::size_t>(best - of.begin())];
      d.possible = c.may_replace;
      d.lead = *best - scores[i].literal - (item.capital ? ranking.autocorrect_capital_margin : 0);
      if (item.right) {
        d.outcome = Decision::Outcome::kHarms;
      } else if (!c.meant) {
        d.outcome = Decision::Outcome::kChangesWrongly;
      }
    }
    out.push_back(d);
  }
  return out;
}

MarginPoint margin_point(const std::vector<Decision>& all, std::optional<std::size_t> half,
                         double margin, double known_margin, const MarginOptions& options) {
  MarginPoint out;
  out.margin = margin;
  out.known_margin = known_margin;
  std::array<double, kItemSources> wrong{};
  double right = 0;
  double harmed = 0;
  for (const Decision& d : all) {
    if (half && d.half != *half) continue;
    const auto source = static_cast<std::size_t>(d.source);
    if (d.wrong) wrong.at(source) += d.weight;
    const bool bystander = d.source == ItemSource::kRight;
    if (bystander) right += d.weight;
    if (!d.possible || d.lead <= margin + (d.known ? known_margin : 0)) continue;
    switch (d.outcome) {
      case Decision::Outcome::kMends:
        out.mended.at(source) += d.weight;
        out.gain += d.weight;
        break;
      case Decision::Outcome::kChangesWrongly:
        out.wrongly_changed.at(source) += d.weight;
        out.gain -= options.wrong_change * d.weight;
        break;
      case Decision::Outcome::kHarms:
        if (bystander) harmed += d.weight;
        if (!bystander) out.gain -= d.weight;
        break;
    }
  }
  for (std::size_t source = 0; source < kItemSources; ++source) {
    if (wrong.at(source) <= 0) continue;
    out.mended.at(source) /= wrong.at(source);
    out.wrongly_changed.at(source) /= wrong.at(source);
  }
  out.harm_per_1000 = right > 0 ? 1000 * harmed / right : 0;
  return out;
}

MarginPoint choose_margins(const std::vector<Decision>& all, std::optional<std::size_t> half,
                           const MarginOptions& options) {
  std::optional<MarginPoint> best;
  for (int k = 0; k <= steps_between(0, kMostKnown, kKnownStep); ++k) {
    for (int m = 0; m <= steps_between(kLeastMargin, kMostMargin, kMarginStep); ++m) {
      const MarginPoint point =
          margin_point(all, half, kLeastMargin + kMarginStep * m, kKnownStep * k, options);
      if (!best || is_better(point, *best, options.most_harm)) best = point;
    }
  }
  return *best;
}

std::vector<MarginPoint> margin_curve(const std::vector<Decision>& all, double known_margin,
                                      const MarginOptions& options) {
  constexpr double kStep = 0.5;
  std::vector<MarginPoint> out;
  for (int m = 0; m <= steps_between(kLeastMargin, kMostMargin, kStep); ++m) {
    out.push_back(margin_point(all, std::nullopt, kLeastMargin + kStep * m, known_margin, options));
  }
  return out;
}

}  // namespace inkling
