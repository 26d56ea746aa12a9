// A matrix of floats in the order that a kernel of our own reads it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/model/kernel_table.h"

namespace inkling {

/// Owns what a FloatTiles borrows. Immutable; any number of threads.
class TiledFloats {
 public:
  TiledFloats() = default;
  /// `weights`: [outputs][inputs], `bias`: [outputs].
  TiledFloats(std::size_t inputs, std::span<const float> weights, std::span<const float> bias);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] FloatTiles view() const;
  /// Bytes that a product reads.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct alignas(64) Line {
    float numbers[kTileOutputs] = {};
  };

  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::vector<Line> lines_;  // [outputs / 32][inputs]
  std::vector<float> bias_;
};

}  // namespace inkling
