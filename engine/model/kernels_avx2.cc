// For x86-64 with AVX2 and FMA: 16 products of whole numbers in one vpmaddwd.
#include "engine/model/float_kernels.h"
#include "engine/model/tile_product.h"

#if defined(__AVX2__) && defined(__FMA__)
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

  static constexpr std::ptrdiff_t kAhead = 2048;  // bytes

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
      // A processor fetches ahead by itself, but not beyond a page.
      if (kVectors == 4) _mm_prefetch(reinterpret_cast<const char*>(pairs) + kAhead, _MM_HINT_T0);
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

/// A tile of a product of floats.
struct FloatTile {
  const float* weights;  // [inputs][32]
  const float* bias;     // [32]
  std::size_t inputs;
  const float* rows;
  std::size_t stride;
  float* out;
  std::size_t out_stride;
  std::size_t count;  // outputs that there are
};

/// `kVectors` times 8 outputs of kRows rows, from output `first` of the tile on.
template <int kRows, int kVectors>
inline void float_sums(const FloatTile& in, std::size_t first) {
  __m256 total[kRows][kVectors];
#pragma GCC unroll 6
  for (auto& row : total) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) row[v] = _mm256_loadu_ps(in.bias + first + 8 * v);
  }
  const float* weights = in.weights + first;
  for (std::size_t i = 0; i < in.inputs; ++i) {
    __m256 here[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) here[v] = _mm256_load_ps(weights + 8 * v);
#pragma GCC unroll 6
    for (std::size_t k = 0; k < kRows; ++k) {
      const __m256 activation = _mm256_broadcast_ss(in.rows + k * in.stride + i);
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) {
        total[k][v] = _mm256_fmadd_ps(activation, here[v], total[k][v]);
      }
    }
    weights += kTileOutputs;
  }
#pragma GCC unroll 6
  for (std::size_t k = 0; k < kRows; ++k) {
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVectors; ++v) {
      const std::size_t at = first + 8 * v;
      float* to = in.out + k * in.out_stride + at;
      if (at + 8 <= in.count) {
        _mm256_storeu_ps(to, total[k][v]);
      } else {
        float last[8];
        _mm256_storeu_ps(last, total[k][v]);
        for (std::size_t o = 0; at + o < in.count; ++o) to[o] = last[o];
      }
    }
  }
}

/// kRows rows of a tile: of few rows all four vectors at once, else two and two, so that sums and
/// what they are of fit the sixteen registers. Returns the row behind them.
template <int kRows>
inline std::size_t float_rows(FloatTile in, std::size_t r) {
  constexpr int kVectors = kRows <= 2 ? 4 : 2;
  in.rows += r * in.stride;
  in.out += r * in.out_stride;
  for (std::size_t v = 0; v < 4; v += kVectors) float_sums<kRows, kVectors>(in, 8 * v);
  return r + kRows;
}

void multiply_floats(const FloatTiles& matrix, const float* rows, std::size_t stride,
                     std::size_t count, float* out, std::size_t out_stride) {
  for (std::size_t o = 0; o < matrix.outputs; o += kTileOutputs) {
    const FloatTile tile = {matrix.numbers + o * matrix.inputs,
                            matrix.bias + o,
                            matrix.inputs,
                            rows,
                            stride,
                            out + o,
                            out_stride,
                            matrix.outputs - o};
    std::size_t r = 0;
    while (r + 6 <= count) r = float_rows<6>(tile, r);
    if (r + 4 <= count) r = float_rows<4>(tile, r);
    if (r + 2 <= count) r = float_rows<2>(tile, r);
    if (r < count) float_rows<1>(tile, r);
  }
}

constexpr Kernels kKernels = kernels_around("int8-avx2", multiply_tiles<Avx2Tile>, multiply_floats);

}  // namespace

const Kernels* avx2_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* avx2_kernels() { return nullptr; }
}  // namespace inkling

#endif
