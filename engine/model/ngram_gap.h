// How likely n-grams find what follows a gap, for one filling of it after another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/ngram.h"

namespace inkling {

/// A gap between two texts. What its fillings share is looked up once, so that each costs a few
/// look-ups, most of them none beyond the first: an n-gram that is not in the table ends a walk.
/// The table is borrowed and must outlive it; const calls are thread-safe.
class NgramGap {
 public:
  /// Pieces to the right that a filling of one piece may have a say in.
  static constexpr std::size_t kRight = NgramTable::kOrders - 1;

  /// `left` ends, and `right` begins, next to the gap; only what the orders reach of them counts.
  NgramGap(const NgramTable& table, std::span<const int32_t> left, std::span<const int32_t> right);

  /// log P(right | left, pieces), nats: the sum of NgramTable::probability() over the first kRight
  /// pieces to the right. `pieces` is not empty and ends a unit.
  [[nodiscard]] double log_prob(std::span<const int32_t> pieces) const;

 private:
  static constexpr std::size_t kLeft = kRight - 1;
  using Found = NgramTable::Found;
  /// Contexts that end right before a piece, by their length - 1.
  using Contexts = std::array<Found, kLeft>;

  [[nodiscard]] Contexts contexts_of(std::span<const int32_t> left) const;

  const NgramTable& table_;
  std::vector<int32_t> left_;
  std::vector<int32_t> right_;
  Contexts contexts_{};
  std::array<double, kRight>
      shared_{};  // P of each piece to the right by what has no filling in it
};

}  // namespace inkling
