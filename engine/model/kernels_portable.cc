// For any processor. The compiler makes of it what it can.
#include "engine/model/float_kernels.h"
#include "engine/model/tile_product.h"

namespace inkling {
namespace {

struct PortableTile {
  template <int kRows>
  static void sum(const TileInput& in, int32_t (*sums)[kTileOutputs]) {
    for (std::size_t k = 0; k < kRows; ++k) {
      for (int32_t& total : *(sums + k)) total = 0;
      const int16_t* row = in.rows + k * in.stride;
      for (std::size_t i = 0; i < in.inputs; i += 2) {
        const int8_t* pairs = in.weights + i * kTileOutputs;
        for (std::size_t o = 0; o < kTileOutputs; ++o) {
          sums[k][o] += pairs[2 * o] * row[i] + pairs[2 * o + 1] * row[i + 1];
        }
      }
    }
  }
};

constexpr Kernels kKernels = kernels_around("int8-portable", multiply_tiles<PortableTile>);

}  // namespace

const Kernels* portable_kernels() { return &kKernels; }

}  // namespace inkling
