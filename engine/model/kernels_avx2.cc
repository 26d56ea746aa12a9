// For x86-64 with AVX2: 16 products in one vpmaddwd.
#include "engine/model/float_kernels.h"

#ifdef __AVX2__
#include <immintrin.h>

namespace inkling {
namespace {

constexpr std::size_t kStep = 16;  // inputs at once

/// Sums of each of the four, in four lanes.
inline __m128i four_sums(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i halves = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  return _mm_add_epi32(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
}

/// Four outputs of kRows rows: twelve sums at most, which leaves registers for what they are of.
/// Whole vectors only; `inputs` is where they end.
template <int kRows>
inline void tile(const int8_t* weights, std::size_t width, std::size_t inputs, const int16_t* rows,
                 std::size_t stride, __m128i* sums) {
  __m256i total[kRows][4];
#pragma GCC unroll 2
  for (auto& row : total) {
#pragma GCC unroll 4
    for (__m256i& lane : row) lane = _mm256_setzero_si256();
  }
  for (std::size_t i = 0; i < inputs; i += kStep) {
    __m256i activations[kRows];
#pragma GCC unroll 2
    for (int r = 0; r < kRows; ++r) {
      activations[r] = _mm256_loadu_si256(
          reinterpret_cast<const __m256i*>(rows + static_cast<std::size_t>(r) * stride + i));
    }
#pragma GCC unroll 4
    for (int o = 0; o < 4; ++o) {
      const __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128(
          reinterpret_cast<const __m128i*>(weights + static_cast<std::size_t>(o) * width + i)));
#pragma GCC unroll 2
      for (int r = 0; r < kRows; ++r) {
        total[r][o] = _mm256_add_epi32(total[r][o], _mm256_madd_epi16(wide, activations[r]));
      }
    }
  }
#pragma GCC unroll 2
  for (int r = 0; r < kRows; ++r) {
    sums[r] = four_sums(total[r][0], total[r][1], total[r][2], total[r][3]);
  }
}

inline int32_t rest(const int8_t* weights, const int16_t* row, std::size_t from, std::size_t to) {
  int32_t total = 0;
  for (std::size_t i = from; i < to; ++i) total += weights[i] * row[i];
  return total;
}

template <int kRows>
inline void four_outputs(const Int8Matrix& matrix, std::size_t o, const Int16Rows& rows,
                         std::size_t r, float* out, std::size_t out_stride) {
  const std::size_t whole = matrix.inputs / kStep * kStep;
  const int8_t* weights = matrix.numbers + o * matrix.inputs;
  __m128i sums[kRows];
  tile<kRows>(weights, matrix.inputs, whole, rows.numbers + r * rows.stride, rows.stride, sums);
  for (std::size_t k = 0; k < kRows; ++k) {
    if (whole < matrix.inputs) {
      const int16_t* row = rows.numbers + (r + k) * rows.stride;
      const auto more = [&](std::size_t at) {
        return rest(weights + at * matrix.inputs, row, whole, matrix.inputs);
      };
      sums[k] = _mm_add_epi32(sums[k], _mm_setr_epi32(more(0), more(1), more(2), more(3)));
    }
    const __m128 step = _mm_mul_ps(_mm_set1_ps(rows.steps[r + k]), _mm_loadu_ps(matrix.steps + o));
    _mm_storeu_ps(
        out + (r + k) * out_stride + o,
        _mm_add_ps(_mm_mul_ps(_mm_cvtepi32_ps(sums[k]), step), _mm_loadu_ps(matrix.bias + o)));
  }
}

void multiply(const Int8Matrix& matrix, const Int16Rows& rows, float* out, std::size_t out_stride) {
  std::size_t o = 0;
  // Weights outside, rows inside: they come from far away once, the rows from the first cache.
  for (; o + 4 <= matrix.outputs; o += 4) {
    std::size_t r = 0;
    for (; r + 2 <= rows.count; r += 2) four_outputs<2>(matrix, o, rows, r, out, out_stride);
    if (r < rows.count) four_outputs<1>(matrix, o, rows, r, out, out_stride);
  }
  for (; o < matrix.outputs; ++o) {
    for (std::size_t r = 0; r < rows.count; ++r) {
      const int32_t total = rest(matrix.numbers + o * matrix.inputs, rows.numbers + r * rows.stride,
                                 0, matrix.inputs);
      out[r * out_stride + o] =
          static_cast<float>(total) * (rows.steps[r] * matrix.steps[o]) + matrix.bias[o];
    }
  }
}

constexpr Kernels kKernels = kernels_around("int8-avx2", multiply);

}  // namespace

const Kernels* avx2_kernels() { return &kKernels; }

}  // namespace inkling

#else

namespace inkling {
const Kernels* avx2_kernels() { return nullptr; }
}  // namespace inkling

#endif
