// For Arm with the dot product of 8.2: 16 products and their sums in one sdot. Activations go as
// two halves of 7 bits, 128 * high + low, so that both fit its bytes.
#include "engine/model/float_kernels.h"

#if defined(__aarch64__) && defined(__ARM_FEATURE_DOTPROD)
#include <arm_neon.h>

namespace inkling {
namespace {

constexpr std::size_t kStep = 16;  // inputs at once

struct Halves {
  int8x16_t high;
  int8x16_t low;
};

inline Halves halves_of(const int16_t* row) {
  const int16x8_t first = vld1q_s16(row);
  const int16x8_t second = vld1q_s16(row + 8);
  const int16x8_t mask = vdupq_n_s16(127);
  return {vcombine_s8(vshrn_n_s16(first, 7), vshrn_n_s16(second, 7)),
          vcombine_s8(vmovn_s16(vandq_s16(first, mask)), vmovn_s16(vandq_s16(second, mask)))};
}

/// Four outputs of kRows rows.
template <int kRows>
inline void four_outputs(const Int8Matrix& matrix, std::size_t o, const Int16Rows& rows,
                         std::size_t r, float* out, std::size_t out_stride) {
  const std::size_t width = matrix.inputs;
  const std::size_t whole = width / kStep * kStep;
  const int8_t* weights = matrix.numbers + o * width;
  int32x4_t high[kRows][4];
  int32x4_t low[kRows][4];
  for (int k = 0; k < kRows; ++k) {
    for (int lane = 0; lane < 4; ++lane) high[k][lane] = low[k][lane] = vdupq_n_s32(0);
  }
  for (std::size_t i = 0; i < whole; i += kStep) {
    int8x16_t lanes[4];
    for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane] = vld1q_s8(weights + lane * width + i);
    for (std::size_t k = 0; k < kRows; ++k) {
      const Halves row = halves_of(rows.numbers + (r + k) * rows.stride + i);
      for (int lane = 0; lane < 4; ++lane) {
        high[k][lane] = vdotq_s32(high[k][lane], lanes[lane], row.high);
        low[k][lane] = vdotq_s32(low[k][lane], lanes[lane], row.low);
      }
    }
  }
  for (std::size_t k = 0; k < kRows; ++k) {
    const int16_t* row = rows.numbers + (r + k) * rows.stride;
    for (std::size_t lane = 0; lane < 4; ++lane) {
      int32_t total = 128 * vaddvq_s32(high[k][lane]) + vaddvq_s32(low[k][lane]);
      for (std::size_t i = whole; i < width; ++i) total += weights[lane * width + i] * row[i];
      const float step = rows.steps[r + k] * matrix.steps[o + lane];
      out[(r + k) * out_stride + o + lane] =
          static_cast<float>(total) * step + matrix.bias[o + lane];
    }
  }
}

void multiply(const Int8Matrix& matrix, const Int16Rows& rows, float* out, std::size_t out_stride) {
  std::size_t o = 0;
  for (; o + 4 <= matrix.outputs; o += 4) {
    std::size_t r = 0;
    for (; r + 2 <= rows.count; r += 2) four_outputs<2>(matrix, o, rows, r, out, out_stride);
    if (r < rows.count) four_outputs<1>(matrix, o, rows, r, out, out_stride);
  }
  for (; o < matrix.outputs; ++o) {
    const int8_t* weights = matrix.numbers + o * matrix.inputs;
    for (std::size_t r = 0; r < rows.count; ++r) {
      const int16_t* row = rows.numbers + r * rows.stride;
      int32_t total = 0;
      for (std::size_t i = 0; i < matrix.inputs; ++i) total += weights[i] * row[i];
      out[r * out_stride + o] =
          static_cast<float>(total) * (rows.steps[r] * matrix.steps[o]) + matrix.bias[o];
    }
  }
}

constexpr Kernels kKernels = kernels_around("int8-neon-dot", multiply);

}  // namespace

const Kernels* neon_dot_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* neon_dot_kernels() { return nullptr; }
}  // namespace inkling

#endif
