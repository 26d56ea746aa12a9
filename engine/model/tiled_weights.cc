#include "engine/model/tiled_weights.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkling {

TiledWeights::TiledWeights(std::size_t inputs, std::vector<float> steps, std::vector<float> bias)
    : inputs_(inputs),
      padded_inputs_(whole_tiles(inputs, kTileInputs)),
      lines_(whole_tiles(steps.size(), kTileOutputs) / kTileOutputs * (padded_inputs_ / 2)),
      steps_(std::move(steps)),
      bias_(std::move(bias)) {}

void TiledWeights::set_rows(std::size_t first, std::span<const int8_t> numbers) {
  const std::size_t lines = padded_inputs_ / 2;  // of a tile
  for (std::size_t r = 0; (r + 1) * inputs_ <= numbers.size(); ++r) {
    const int8_t* row = numbers.data() + r * inputs_;
    const std::size_t o = first + r;
    Line* tile = lines_.data() + o / kTileOutputs * lines;
    const std::size_t at = 2 * (o % kTileOutputs);
    for (std::size_t i = 0; i < inputs_; ++i) tile[i / 2].numbers[at + i % 2] = row[i];
  }
}

Int8Tiles TiledWeights::outputs_between(std::size_t begin, std::size_t end) const {
  const Line* tile = lines_.data() + begin / kTileOutputs * (padded_inputs_ / 2);
  return {tile->numbers, steps_.data() + begin, bias_.data() + begin, end - begin, padded_inputs_};
}

std::size_t TiledWeights::bytes() const {
  return lines_.size() * sizeof(Line) + (steps_.size() + bias_.size()) * sizeof(float);
}

float quantize_weights(std::span<const float> row, std::span<int8_t> numbers) {
  constexpr float kMost = 127;
  float largest = 0;
  for (const float x : row) largest = std::max(largest, std::abs(x));
  const float step = largest / kMost;
  for (std::size_t i = 0; i < row.size(); ++i) {
    numbers[i] = step > 0 ? static_cast<int8_t>(std::lround(row[i] / step)) : int8_t{0};
  }
  return step;
}

}  // namespace inkling
