#include "tools/tune/decision_fit.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "engine/ranking/ranker.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/tune/logistic_fit.h"
#include "tools/tune/press_item.h"

namespace inkling {
namespace {

// Odds against a wrong change, in nats, beyond those of the normal strength: seven to one for the
// careful, half the odds for the bold.
constexpr double kCarefulOdds = 2;
constexpr double kBoldOdds = -0.75;
// What a mark on the strip that the next letter takes away costs, in right words spoilt.
constexpr double kMarkedInVain = 0.2;
constexpr double kPriorWidth = 3;  // of each weight around its default
constexpr int kThresholds = 400;   // that are tried, evenly in odds
constexpr double kMostOdds = 6;    // nats

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double logit(double p) { return std::log(p / (1 - p)); }
/// The samples, and the weights as they are without any.
struct Evidence {
  std::vector<LogisticSample> samples;
  std::vector<LogisticPrior> priors;
};

Evidence evidence_of(const std::vector<DecisionItem>& items, std::optional<std::size_t> half,
                     const DecisionFitOptions& options) {
  Evidence out;
  for (const DecisionItem& item : items) {
    if (!item.asked || (half && item.half != *half)) continue;
    const DecisionTerms terms = decision_terms(item.features);
    const bool known = item.features.at(static_cast<std::size_t>(DecisionFeature::kKnown)) > 0;
    const bool harms = item.outcome == DecisionItem::Outcome::kHarms && !item.begun;
    out.samples.push_back({{terms.begin(), terms.end()},
                           item.outcome == DecisionItem::Outcome::kMends,
                           item.weight * (known && harms ? options.known_harm : 1)});
  }
  for (const double weight : DecisionParams().weights) out.priors.push_back({weight, kPriorWidth});
  return out;
}

/// The weights of highest posterior among those under which nothing speaks the wrong way.
DecisionTerms fit_weights(Evidence evidence) {
  DecisionTerms weights{};
  std::vector<bool> fixed(kDecisionTerms, false);
  while (true) {
    const std::vector<double> fitted = fit_logistic(evidence.samples, evidence.priors, fixed);
    std::copy(fitted.begin(), fitted.end(), weights.begin());
    const auto wrong = wrong_way(weights);
    if (!wrong) return weights;
    // It has no say; where it is a sum, whatever in it speaks the wrong way.
    const auto fix = [&](std::size_t term) {
      fixed[term] = true;
      evidence.priors[term].mean = 0;
    };
    if (*wrong >= kDecisionFeatures || slope_allowed(*wrong) * weights.at(*wrong) < 0) fix(*wrong);
    const std::string_view feature = decision_term_name(*wrong);
    for (std::size_t k = kDecisionFeatures; *wrong < kDecisionFeatures && k < kDecisionTerms; ++k) {
      if (std::string_view(decision_term_name(k)).ends_with(feature) &&
          slope_allowed(k) * weights.at(k) < 0) {
        fix(k);
      }
    }
  }
}

double choose_threshold(const std::vector<DecisionItem>& items, std::optional<std::size_t> half,
                        const DecisionParams& params, const DecisionFitOptions& options) {
  DecisionPoint best = decision_point(items, half, params, sigmoid(kMostOdds), options);
  for (int i = 0; i < kThresholds; ++i) {
    const double odds = kMostOdds - 2 * kMostOdds * i / kThresholds;
    const DecisionPoint point = decision_point(items, half, params, sigmoid(odds), options);
    if (point.harm_per_1000 > options.most_harm) break;
    if (point.gain > best.gain) best = point;
  }
  return best.threshold;
}

/// What the engine weighs where `typed` stands.
DecisionItem weigh(const TypingItem& item, const std::string& typed, Ranker* ranker) {
  const Ranked& ranked = ranker->rank(typed, true, {}, nullptr);
  DecisionItem found;
  found.source = item.source;
  found.half = item.half;
  found.weight = item.weight;
  found.wrong = !same_word(typed, item.keys.correct);
  const Decision& decision = ranked.decision;
  if (decision.veto != Veto::kNone) return found;
  const Candidate& reading = ranked.items[*decision.reading];
  // Whoever chats "dont" or "its" does not mind an apostrophe: no evidence, and no harm.
  const bool edited = item.source == ItemSource::kRight && ranked.literal.known;
  const bool lazy = !found.wrong && !edited && only_apostrophes(typed, reading.text);
  found.asked = reading.key != to_lower(typed) && !lazy;
  found.features = decision.features;
  const bool right = same_word(reading.text, item.keys.correct);
  found.outcome = right         ? DecisionItem::Outcome::kMends
                  : found.wrong ? DecisionItem::Outcome::kChangesWrongly
                                : DecisionItem::Outcome::kHarms;
  return found;
}

}  // namespace

std::vector<DecisionItem> collect_decisions(const EngineParts& parts, const Layout& layout,
                                            const std::vector<TypingItem>& items,
                                            const std::function<void(std::size_t)>& progress) {
  Ranker ranker(parts, layout);
  std::vector<DecisionItem> out;
  out.reserve(items.size());
  std::optional<std::string> left;
  for (const TypingItem& item : items) {
    const auto at = static_cast<std::size_t>(&item - items.data());
    // Most typing is done at the end of a text, and some inside one: every other word has the rest
    // of its line right of it.
    const std::string_view right = at % 2 == 0 ? std::string_view() : item.keys.right;
    if (at % 2 == 1 || left != item.keys.left) ranker.set_context(item.keys.left, right);
    left = at % 2 == 1 ? std::nullopt : std::optional(item.keys.left);
    if (item.prefix > 0) {
      DecisionItem begun = weigh(item, press_item(item.keys, item.prefix, &ranker), &ranker);
      begun.item = at;
      begun.begun = true;
      begun.weight = kMarkedInVain;
      // Nobody has finished: a mark on anything but the whole word is in vain. One on that says
      // nothing of a space.
      begun.asked = begun.asked && begun.outcome == DecisionItem::Outcome::kChangesWrongly;
      begun.outcome = DecisionItem::Outcome::kHarms;
      out.push_back(begun);
    }
    out.push_back(weigh(item, press_item(item.keys, &ranker), &ranker));
    out.back().item = at;
    progress(at + 1);
  }
  return out;
}

DecisionPoint decision_point(const std::vector<DecisionItem>& items,
                             std::optional<std::size_t> half, const DecisionParams& params,
                             double threshold, const DecisionFitOptions& options) {
  DecisionPoint out;
  out.threshold = threshold;
  std::array<double, kItemSources> wrong{};
  double right = 0;
  double harmed = 0;
  for (const DecisionItem& item : items) {
    if (half && item.half != *half) continue;
    const auto source = static_cast<std::size_t>(item.source);
    const bool changes = item.asked && replacement_probability(params, item.features) >= threshold;
    if (item.begun) {
      if (changes) out.gain -= item.weight;
      continue;
    }
    if (item.wrong) wrong.at(source) += item.weight;
    const bool bystander = item.source == ItemSource::kRight;
    if (bystander) right += item.weight;
    if (!changes) continue;
    switch (item.outcome) {
      case DecisionItem::Outcome::kMends:
        out.mended.at(source) += item.weight;
        out.gain += item.weight;
        break;
      case DecisionItem::Outcome::kChangesWrongly:
        out.wrongly_changed.at(source) += item.weight;
        out.gain -= options.wrong_change * item.weight;
        break;
      case DecisionItem::Outcome::kHarms:
        if (bystander) harmed += item.weight;
        if (!bystander) out.gain -= item.weight;
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

DecisionParams fit_decision(const std::vector<DecisionItem>& items, std::optional<std::size_t> half,
                            const DecisionFitOptions& options) {
  DecisionParams params;
  params.weights = fit_weights(evidence_of(items, half, options));
  params.normal = choose_threshold(items, half, params, options);
  params.careful = sigmoid(logit(params.normal) + kCarefulOdds);
  params.bold = sigmoid(logit(params.normal) + kBoldOdds);
  return params;
}

}  // namespace inkling
