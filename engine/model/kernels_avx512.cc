// For x86-64 with AVX-512 VNNI: 32 products and their sums in one vpdpwssd.
#include "engine/model/float_kernels.h"

#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#include <immintrin.h>

namespace inkling {
namespace {

constexpr std::size_t kStep = 32;  // inputs at once

/// The last inputs of a row, fewer than kStep of them.
inline __mmask32 last_inputs(std::size_t count) {
  return static_cast<__mmask32>((uint64_t{1} << count) - 1);
}

/// Four outputs of kRows rows.
template <int kRows>
inline void four_outputs(const Int8Matrix& matrix, std::size_t o, const Int16Rows& rows,
                         std::size_t r, float* out, std::size_t out_stride) {
  const int8_t* weights = matrix.numbers + o * matrix.inputs;
  const int16_t* first = rows.numbers + r * rows.stride;
  __m512i total[kRows][4];
#pragma GCC unroll 4
  for (auto& row : total) {
#pragma GCC unroll 4
    for (__m512i& lane : row) lane = _mm512_setzero_si512();
  }
  for (std::size_t i = 0; i < matrix.inputs; i += kStep) {
    const std::size_t left = matrix.inputs - i;
    const __mmask32 mask = left < kStep ? last_inputs(left) : ~__mmask32{0};
    __m512i wide[4];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) {
      wide[k] =
          _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(mask, weights + k * matrix.inputs + i));
    }
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kRows; ++k) {
      const __m512i activations = _mm512_maskz_loadu_epi16(mask, first + k * rows.stride + i);
#pragma GCC unroll 4
      for (std::size_t lane = 0; lane < 4; ++lane) {
        total[k][lane] = _mm512_dpwssd_epi32(total[k][lane], wide[lane], activations);
      }
    }
  }
  for (std::size_t k = 0; k < kRows; ++k) {
    const __m128i sums =
        _mm_setr_epi32(_mm512_reduce_add_epi32(total[k][0]), _mm512_reduce_add_epi32(total[k][1]),
                       _mm512_reduce_add_epi32(total[k][2]), _mm512_reduce_add_epi32(total[k][3]));
    const __m128 step = _mm_mul_ps(_mm_set1_ps(rows.steps[r + k]), _mm_loadu_ps(matrix.steps + o));
    _mm_storeu_ps(
        out + (r + k) * out_stride + o,
        _mm_add_ps(_mm_mul_ps(_mm_cvtepi32_ps(sums), step), _mm_loadu_ps(matrix.bias + o)));
  }
}

void multiply(const Int8Matrix& matrix, const Int16Rows& rows, float* out, std::size_t out_stride) {
  std::size_t o = 0;
  for (; o + 4 <= matrix.outputs; o += 4) {
    std::size_t r = 0;
    for (; r + 4 <= rows.count; r += 4) four_outputs<4>(matrix, o, rows, r, out, out_stride);
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

constexpr Kernels kKernels = kernels_around("int8-avx512-vnni", multiply);

}  // namespace

const Kernels* avx512_vnni_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* avx512_vnni_kernels() { return nullptr; }
}  // namespace inkling

#endif
