// What the words right of a gap say of the word in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/ngram_gap.h"
#include "engine/pack/language_parts.h"

namespace inkling {

/// P(word | left, right) = (1 - c) P1(word) + c P(word | left), where P1 is the normalised product
///
///   P(word | left)^(1-m)  P([MASK] = word | left, right)^m  P(right | left, word)^a
///
/// The [MASK]'s guess is the model's, P(right | left, word) that of the n-grams over the first
/// pieces to the right; c is the chance that more than one word is still to come, so that what
/// stands to the right says nothing of this one. a is below 1 for the same reason. Where the gap is
/// known to hold one word, c is 0 and a is 1. Weights: RankingParams, right_*; how they were found:
/// docs/decisions/0019-both-sides.md.
///
/// Made for one place in a text, asked for word after word. The language is borrowed and must
/// outlive it; without n-grams the [MASK] speaks alone. Used by one thread.
class RightSide {
 public:
  /// How many words are to come: who knows (the cursor stands there), or one.
  enum class Gap { kOpen, kOneWord };

  explicit RightSide(const LanguageParts& language) : language_(language) {}

  /// The place between the pieces `left`, begin mark included, and `right`, which is not empty.
  /// `alone`: log P(first piece | left), [V]; `masked`: by [MASK] between both sides, [V], or empty
  /// when the model was not asked. Needs the vocabulary.
  void assign(std::span<const int32_t> left, std::span<const int32_t> right,
              std::span<const float> alone, std::span<const float> masked, Gap gap = Gap::kOpen);
  /// There is no right side any more; memory is given back.
  void clear();
  /// Is there a place?
  [[nodiscard]] bool known() const { return !hints_.empty(); }

  /// log P(word | left, right) - log P(word | left), nats, for a word or a phrase of `pieces`. Of a
  /// gap that is known to hold one word, plus normaliser(): enough to compare words by, and most
  /// are asked for nothing else.
  [[nodiscard]] double gain(std::span<const int32_t> pieces) const;
  /// The same with other text to the left, which the [MASK] was not asked about: for a word that
  /// would take the place of several.
  [[nodiscard]] double gain_behind(std::span<const int32_t> left,
                                   std::span<const int32_t> pieces) const;
  /// Where likely words are to be looked for: log P(first piece) up to a constant, [V].
  [[nodiscard]] std::span<const float> hints() const { return hints_; }
  /// log of what the product sums to, over the likeliest words; `alone` as for assign().
  [[nodiscard]] double normaliser(std::span<const float> alone) const;

 private:
  [[nodiscard]] double weighed(std::span<const int32_t> pieces, double shift) const;
  /// log of what the product has beside P(word | left), not normalised.
  [[nodiscard]] double evidence(std::span<const int32_t> pieces) const;
  [[nodiscard]] double mixed(double evidence) const;

  const LanguageParts& language_;
  std::optional<NgramGap> gap_;  // where there are n-grams
  std::vector<int32_t> right_;
  std::vector<float> shifts_;  // m (masked - alone), [V]
  std::vector<float> hints_;
  mutable std::vector<float> evidence_;  // of single pieces, [V]; NaN: not asked for yet
  double exponent_ = 1;                  // a
  double more_to_come_ = 0;              // c
  double norm_ = 0;                      // normaliser(), where gains have it
};

}  // namespace inkling
