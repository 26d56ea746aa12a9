// For x86-64 with AVX-512 VNNI: 32 products and their sums in one vpdpwssd.
#include "engine/model/float_kernels.h"
#include "engine/model/tile_product.h"

#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#include <immintrin.h>

namespace inkling {
namespace {

struct VnniTile {
  template <int kRows>
  static void sum(const TileInput& in, int32_t (*sums)[kTileOutputs]) {
    __m512i total[kRows][2];
#pragma GCC unroll 4
    for (auto& row : total) row[0] = row[1] = _mm512_setzero_si512();
    const auto* pairs = reinterpret_cast<const __m256i*>(in.weights);
    for (std::size_t i = 0; i < in.inputs; i += 2) {
      const __m512i first = _mm512_cvtepi8_epi16(_mm256_load_si256(pairs));
      const __m512i second = _mm512_cvtepi8_epi16(_mm256_load_si256(pairs + 1));
#pragma GCC unroll 4
      for (std::size_t k = 0; k < kRows; ++k) {
        int32_t pair = 0;
        __builtin_memcpy(&pair, in.rows + k * in.stride + i, sizeof pair);
        const __m512i activations = _mm512_set1_epi32(pair);
        total[k][0] = _mm512_dpwssd_epi32(total[k][0], first, activations);
        total[k][1] = _mm512_dpwssd_epi32(total[k][1], second, activations);
      }
      pairs += 2;
    }
#pragma GCC unroll 4
    for (int k = 0; k < kRows; ++k) {
      _mm512_store_si512(sums[k], total[k][0]);
      _mm512_store_si512(sums[k] + 16, total[k][1]);
    }
  }
};

constexpr Kernels kKernels = kernels_around("int8-avx512-vnni", multiply_tiles<VnniTile>);

}  // namespace

const Kernels* avx512_vnni_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* avx512_vnni_kernels() { return nullptr; }
}  // namespace inkling

#endif
