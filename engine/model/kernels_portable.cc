// For any processor. The compiler makes of it what it can.
#include "engine/model/float_kernels.h"

namespace inkling {
namespace {

void multiply(const Int8Matrix& matrix, const Int16Rows& rows, float* out, std::size_t out_stride) {
  for (std::size_t o = 0; o < matrix.outputs; ++o) {
    const int8_t* weights = matrix.numbers + o * matrix.inputs;
    for (std::size_t r = 0; r < rows.count; ++r) {
      const int16_t* row = rows.numbers + r * rows.stride;
      int32_t total = 0;
      for (std::size_t i = 0; i < matrix.inputs; ++i) {
        total += static_cast<int16_t>(weights[i]) * row[i];
      }
      out[r * out_stride + o] =
          static_cast<float>(total) * (rows.steps[r] * matrix.steps[o]) + matrix.bias[o];
    }
  }
}

constexpr Kernels kKernels = kernels_around("int8-portable", multiply);

}  // namespace

const Kernels* portable_kernels() { return &kKernels; }

}  // namespace inkling
