// The letter trigrams of unknown words, counted over the words of a lexicon.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/pack/letter_model.h"
#include "tools/tune/edit_cells.h"

namespace inkling {

/// Interpolated trigrams with Witten-Bell smoothing: a context that is often followed by something
/// new trusts the shorter context more (Witten and Bell 1991; Chen and Goodman 1998, 2.2).
class LetterCounts {
 public:
  LetterCounts();
  /// `weight`: 1 for the rarest word, more for others.
  void add(std::span<const uint8_t> word, double weight);
  /// -log P in nats, as LetterModel::to_json takes them.
  [[nodiscard]] std::vector<float> costs() const;

 private:
  static constexpr std::size_t kSymbols = LetterModel::kSymbols;
  using Row = std::array<double, kSymbols>;

  std::vector<Row> trigrams_;  // [two before * kSymbols + one before]
  std::vector<Row> bigrams_;
};

}  // namespace inkling
