// A matrix of 8 bits in the order that the kernels read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/kernel_table.h"

namespace inkling {

/// Owns what an Int8Tiles borrows. Immutable once its rows are set; any number of threads.
class TiledWeights {
 public:
  TiledWeights() = default;
  /// `steps` and `bias`: [outputs]. All numbers are zero.
  TiledWeights(std::size_t inputs, std::vector<float> steps, std::vector<float> bias);

  /// Outputs from `first` on, as rows that lie one behind the other, [rows][inputs].
  void set_rows(std::size_t first, std::span<const int8_t> numbers);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// Inputs as activations must have them: whole_tiles() of what was asked for.
  [[nodiscard]] std::size_t padded_inputs() const { return padded_inputs_; }
  /// Outputs `begin`, a multiple of kTileOutputs, up to `end`.
  [[nodiscard]] Int8Tiles outputs_between(std::size_t begin, std::size_t end) const;
  /// Bytes that a product with all of it reads.
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::size_t kLine = 2 * kTileOutputs;  // bytes: one pair of inputs of a tile
  struct alignas(kLine) Line {
    int8_t numbers[kLine] = {};
  };

  std::size_t inputs_ = 0;
  std::size_t padded_inputs_ = 0;
  std::vector<Line> lines_;  // [outputs / 32][padded inputs / 2]
  std::vector<float> steps_;
  std::vector<float> bias_;
};

/// numbers[i] = row[i] / step, rounded; returns the step, by which the largest becomes 127. A row
/// of zeros has step 0.
float quantize_weights(std::span<const float> row, std::span<int8_t> numbers);

}  // namespace inkling
