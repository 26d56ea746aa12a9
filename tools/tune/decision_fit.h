// When a space may replace what was typed, learned from words that are typed into the engine
// itself.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/decision.h"
#include "tools/tune/typing_items.h"

namespace inkling {

/// What the engine weighs at the end of an item, exactly as at the keyboard, and what would come of
/// it.
struct DecisionItem {
  enum class Outcome : uint8_t { kMends, kChangesWrongly, kHarms };
  std::size_t item = 0;  // its place among what was typed
  ItemSource source = ItemSource::kKeys;
  std::size_t half = 0;
  double weight = 1;
  bool wrong = false;  // what was typed is not what was meant
  bool asked = false;  // no veto, and another word: the probability decides
  bool begun = false;  // a word in the middle: what the strip marks, though nobody presses space
  DecisionFeatures features{};
  Outcome outcome = Outcome::kMends;
};

/// Types every item. `parts` has an empty history; `progress(done)` hears of each.
std::vector<DecisionItem> collect_decisions(const EngineParts& parts, const Layout& layout,
                                            const std::vector<TypingItem>& items,
                                            const std::function<void(std::size_t)>& progress);

/// What a threshold does; shares by ItemSource, of the items that were typed wrong.
struct DecisionPoint {
  double threshold = 0.5;
  std::array<double, kItemSources> mended{};
  std::array<double, kItemSources> wrongly_changed{};
  double harm_per_1000 = 0;  // of the words of ItemSource::kRight
  // Words right afterwards less words right before, by weight; wrong for wrong at a price.
  double gain = 0;
};

struct DecisionFitOptions {
  double most_harm = 1.5;  // per 1000 right words
  // A wrong word in place of a misspelled one is no more wrong, but hides what was meant: so much
  // of the harm done to a right word.
  double wrong_change = 0.5;
  // A right word that a list knows, changed, is regretted more than a name that none does.
  double known_harm = 3;
};

/// The weights under which what came of each change is likeliest (logistic regression with a weak
/// Gaussian prior around the defaults), and the thresholds: for `normal` the one with the highest
/// gain that harms no more than allowed, the others by fixed odds from it. `half`: items of this
/// half alone.
DecisionParams fit_decision(const std::vector<DecisionItem>& items, std::optional<std::size_t> half,
                            const DecisionFitOptions& options);
DecisionPoint decision_point(const std::vector<DecisionItem>& items,
                             std::optional<std::size_t> half, const DecisionParams& params,
                             double threshold, const DecisionFitOptions& options);

}  // namespace inkling
