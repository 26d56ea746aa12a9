#include "tools/tune/margins.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkling {
namespace {

/// Values of a margin that are tried, in nats.
struct Grid {
  double least = 0;
  double most = 0;
  double step = 0.25;
  [[nodiscard]] int steps() const { return static_cast<int>(std::lround((most - least) / step)); }
  [[nodiscard]] double at(int i) const { return least + step * i; }
};
constexpr Grid kBase = {-3, 12};
constexpr Grid kKnown = {0, 14};
constexpr Grid kSeen = {0, 6};
constexpr Grid kCapital = {0, 12};
constexpr Grid kOutshone = {0, 12, 1};
constexpr double kNeverOutshone = 100;
// First all four together, in steps so many times as long.
constexpr int kCoarse = 4;
constexpr int kRounds = 3;

/// Better when both keep to the bound: more gain; else less harm.
bool is_better(const MarginPoint& a, const MarginPoint& b, double most_harm) {
  const bool a_allowed = a.harm_per_1000 <= most_harm;
  const bool b_allowed = b.harm_per_1000 <= most_harm;
  if (a_allowed != b_allowed) return a_allowed;
  return a_allowed ? a.gain > b.gain : a.harm_per_1000 < b.harm_per_1000;
}

}  // namespace

std::vector<Decision> decisions(const std::vector<CachedItem>& items,
                                const std::vector<ItemScores>& scores) {
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
    d.seen = item.literal_seen;
    const std::vector<double>& of = scores[i].candidates;
    if (const auto best = std::max_element(of.begin(), of.end()); best != of.end()) {
      const CachedCandidate& c = item.candidates[static_cast<std::size_t>(best - of.begin())];
      d.possible = c.may_replace;
      d.capital = c.capital;
      d.behind = c.behind;
      d.lead = *best - scores[i].literal;
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
                         const Margins& margins, const MarginOptions& options) {
  MarginPoint out;
  out.margins = margins;
  std::array<double, kItemSources> wrong{};
  double right = 0;
  double harmed = 0;
  for (const Decision& d : all) {
    if (half && d.half != *half) continue;
    const auto source = static_cast<std::size_t>(d.source);
    if (d.wrong) wrong.at(source) += d.weight;
    const bool bystander = d.source == ItemSource::kRight;
    if (bystander) right += d.weight;
    if (!d.possible || !margins.allow(d)) continue;
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
  MarginPoint best = margin_point(all, half,
                                  {kBase.most, std::min(kKnown.most, options.most_known),
                                   options.least_seen, 0, kNeverOutshone},
                                  options);
  const auto consider = [&](const Margins& margins) {
    if (margins.known > options.most_known || margins.seen < options.least_seen ||
        margins.outshone < options.least_outshone) {
      return;
    }
    const MarginPoint point = margin_point(all, half, margins, options);
    if (is_better(point, best, options.most_harm)) best = point;
  };
  for (int s = 0; s <= kSeen.steps(); s += kCoarse) {
    for (int c = 0; c <= kCapital.steps(); c += kCoarse * 2) {
      for (int k = 0; k <= kKnown.steps(); k += kCoarse) {
        for (int b = 0; b <= kBase.steps(); b += kCoarse) {
          consider({kBase.at(b), kKnown.at(k), kSeen.at(s), kCapital.at(c), kNeverOutshone});
        }
      }
    }
  }
  const std::array<std::pair<double Margins::*, Grid>, 5> each = {{{&Margins::outshone, kOutshone},
                                                                   {&Margins::base, kBase},
                                                                   {&Margins::known, kKnown},
                                                                   {&Margins::seen, kSeen},
                                                                   {&Margins::capital, kCapital}}};
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& [margin, grid] : each) {
      Margins trial = best.margins;
      for (int i = 0; i <= grid.steps(); ++i) {
        trial.*margin = grid.at(i);
        consider(trial);
      }
    }
  }
  return best;
}

void set_margins(const Margins& margins, RankingParams* ranking) {
  ranking->autocorrect_margin = margins.base;
  ranking->autocorrect_known_margin = margins.known;
  ranking->autocorrect_seen_margin = margins.seen;
  ranking->autocorrect_capital_margin = margins.capital;
  ranking->autocorrect_outshone = margins.outshone;
}

std::vector<MarginPoint> margin_curve(const std::vector<Decision>& all, const Margins& margins,
                                      const MarginOptions& options) {
  constexpr Grid kShown = {kBase.least, kBase.most, 0.5};
  std::vector<MarginPoint> out;
  Margins at = margins;
  for (int i = 0; i <= kShown.steps(); ++i) {
    at.base = kShown.at(i);
    out.push_back(margin_point(all, std::nullopt, at, options));
  }
  return out;
}

}  // namespace inkling
