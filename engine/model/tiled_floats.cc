#include "engine/model/tiled_floats.h"

namespace inkling {

TiledFloats::TiledFloats(std::size_t inputs, std::span<const float> weights,
                         std::span<const float> bias)
    : inputs_(inputs),
      outputs_(bias.size()),
      lines_(whole_tiles(outputs_, kTileOutputs) / kTileOutputs * inputs),
      bias_(bias.begin(), bias.end()) {
  bias_.resize(whole_tiles(outputs_, kTileOutputs));
  for (std::size_t o = 0; o < outputs_; ++o) {
    Line* tile = lines_.data() + o / kTileOutputs * inputs_;
    for (std::size_t i = 0; i < inputs_; ++i) {
      tile[i].numbers[o % kTileOutputs] = weights[o * inputs_ + i];
    }
  }
}

FloatTiles TiledFloats::view() const {
  return {lines_.data()->numbers, bias_.data(), outputs_, inputs_};
}

std::size_t TiledFloats::bytes() const {
  return lines_.size() * sizeof(Line) + bias_.size() * sizeof(float);
}

}  // namespace inkling
