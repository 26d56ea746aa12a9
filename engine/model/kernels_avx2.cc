// For x86-64 with AVX2: 16 products in one vpmaddwd.
#include "engine/model/float_kernels.h"
#include "engine/model/tile_product.h"

#ifdef __AVX2__
#include <immintrin.h>

namespace inkling {
namespace {

/// Sixteen registers: as many vectors of 8 outputs at once as leave room for what they are sums of.
struct Avx2Tile {
  template <int kRows>
  static void sum(const TileInput& in, int32_t (*sums)[kTileOutputs]) {
    constexpr int kVectors = kRows <= 2 ? 4 : 2;
    for (int first = 0; first < 4; first += kVectors) some<kRows, kVectors>(in, first, sums);
  }

 private:
  /// Two activations, in each lane.
  static __m256i pair_at(const int16_t* row) {
    int32_t pair = 0;
    __builtin_memcpy(&pair, row, sizeof pair);
    return _mm256_set1_epi32(pair);
  }

  template <int kRows, int kVectors>
  static void some(const TileInput& in, int first, int32_t (*sums)[kTileOutputs]) {
    __m256i total[kRows][kVectors];
#pragma GCC unroll 4
    for (auto& row : total) {
#pragma GCC unroll 4
      for (__m256i& lane : row) lane = _mm256_setzero_si256();
    }
    const auto* pairs = reinterpret_cast<const __m128i*>(in.weights) + first;
    for (std::size_t i = 0; i < in.inputs; i += 2) {
      __m256i wide[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
        wide[v] = _mm256_cvtepi8_epi16(_mm_load_si128(pairs + v));
      }
#pragma GCC unroll 4
      for (std::size_t k = 0; k < kRows; ++k) {
        const __m256i activations = pair_at(in.rows + k * in.stride + i);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          total[k][v] = _mm256_add_epi32(total[k][v], _mm256_madd_epi16(wide[v], activations));
        }
      }
      pairs += 4;
    }
#pragma GCC unroll 4
    for (int k = 0; k < kRows; ++k) {
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
        _mm256_store_si256(reinterpret_cast<__m256i*>(sums[k]) + first + v, total[k][v]);
      }
    }
  }
};

constexpr Kernels kKernels = kernels_around("int8-avx2", multiply_tiles<Avx2Tile>);

}  // namespace

const Kernels* avx2_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* avx2_kernels() { return nullptr; }
}  // namespace inkling

#endif
