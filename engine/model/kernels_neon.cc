// For Arm with the dot product of 8.2: 16 products and their sums in one sdot. Activations go as
// two halves of 7 bits, 128 * high + low, so that both fit its bytes.
#include "engine/model/float_kernels.h"
#include "engine/model/tile_product.h"

#if defined(__aarch64__) && defined(__ARM_FEATURE_DOTPROD)
#include <arm_neon.h>

namespace inkling {
namespace {

/// Of 16 activations: four to a lane, one lane for each sdot.
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

struct NeonTile {
  template <int kRows>
  static void sum(const TileInput& in, int32_t (*sums)[kTileOutputs]) {
    // Two rows of 16 outputs, with both halves, take half of the registers.
    for (std::size_t o = 0; o < kTileOutputs; o += 16) {
      std::size_t k = 0;
      for (; k + 2 <= kRows; k += 2) some<2>(in, o, k, sums);
      if (k < kRows) some<1>(in, o, k, sums);
    }
  }

 private:
  /// Adds inputs 4 * kQuad and on, of 16 outputs.
  template <int kQuad, int kCount>
  static void add(const int8_t* pairs, const Halves* rows, int32x4_t (*high)[4],
                  int32x4_t (*low)[4]) {
    const int8_t* here = pairs + 4 * kQuad * kTileOutputs;
    for (std::size_t v = 0; v < 2; ++v) {
      // Inputs 0 and 1 of eight outputs, and 2 and 3 of the same, become 0 to 3.
      const int16x8_t a = vreinterpretq_s16_s8(vld1q_s8(here + 16 * v));
      const int16x8_t b = vreinterpretq_s16_s8(vld1q_s8(here + 2 * kTileOutputs + 16 * v));
      const int8x16_t weights[2] = {vreinterpretq_s8_s16(vzip1q_s16(a, b)),
                                    vreinterpretq_s8_s16(vzip2q_s16(a, b))};
      for (std::size_t k = 0; k < kCount; ++k) {
        for (std::size_t w = 0; w < 2; ++w) {
          const std::size_t at = 2 * v + w;
          high[k][at] = vdotq_laneq_s32(high[k][at], weights[w], rows[k].high, kQuad);
          low[k][at] = vdotq_laneq_s32(low[k][at], weights[w], rows[k].low, kQuad);
        }
      }
    }
  }

  template <int kCount>
  static void some(const TileInput& in, std::size_t o, std::size_t k,
                   int32_t (*sums)[kTileOutputs]) {
    int32x4_t high[kCount][4];
    int32x4_t low[kCount][4];
    for (int r = 0; r < kCount; ++r) {
      for (int v = 0; v < 4; ++v) high[r][v] = low[r][v] = vdupq_n_s32(0);
    }
    for (std::size_t i = 0; i < in.inputs; i += kTileInputs) {
      Halves rows[kCount];
      for (std::size_t r = 0; r < kCount; ++r) {
        rows[r] = halves_of(in.rows + (k + r) * in.stride + i);
      }
      const int8_t* pairs = in.weights + i * kTileOutputs + 2 * o;
      add<0, kCount>(pairs, rows, high, low);
      add<1, kCount>(pairs, rows, high, low);
      add<2, kCount>(pairs, rows, high, low);
      add<3, kCount>(pairs, rows, high, low);
    }
    for (std::size_t r = 0; r < kCount; ++r) {
      for (std::size_t v = 0; v < 4; ++v) {
        vst1q_s32(sums[k + r] + o + 4 * v, vaddq_s32(vshlq_n_s32(high[r][v], 7), low[r][v]));
      }
    }
  }
};

constexpr Kernels kKernels = kernels_around("int8-neon-dot", multiply_tiles<NeonTile>);

}  // namespace

const Kernels* neon_dot_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* neon_dot_kernels() { return nullptr; }
}  // namespace inkling

#endif
