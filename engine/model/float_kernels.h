// The float loops of every set of kernels: compiled once for each, from the same text. For the
// kernels_*.cc files alone; nothing in here may be an inline function with linkage
// (kernel_table.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/model/kernel_table.h"

namespace inkling {
namespace {

constexpr std::size_t kLanes = 8;  // independent sums, so that a reduction can be vectorised

/// e^x for x <= 0 by 2^n * e^r, |r| <= ln2 / 2, with a polynomial of degree 6.
inline float exp_nonpositive(float x) {
  constexpr float kLog2e = 1.44269504088896341F;
  constexpr float kLn2High = 0.693145751953125F;
  constexpr float kLn2Low = 1.42860682030941723212e-6F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  x = x < -87.0F ? -87.0F : x;
  const float shifted = x * kLog2e + kRound;
  const float n = shifted - kRound;
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float p = 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const uint32_t bits = (__builtin_bit_cast(uint32_t, shifted) + 127U) << 23U;
  return p * __builtin_bit_cast(float, bits);
}

/// log x for normal x > 0 by x = 2^n * m, m within a factor of sqrt 2 of 1 (Cephes, logf).
inline float log_positive(float x) {
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  constexpr uint32_t kHalfRoot = 0x3f3504f3U;  // the bits of sqrt(1/2)
  constexpr float kLeast = 1.17549435e-38F;
  x = x < kLeast ? kLeast : x;
  const auto n = static_cast<int32_t>(__builtin_bit_cast(uint32_t, x) - kHalfRoot) >> 23U;
  const uint32_t bits = __builtin_bit_cast(uint32_t, x) - (static_cast<uint32_t>(n) << 23U);
  const float f = __builtin_bit_cast(float, bits) - 1;
  const auto whole = static_cast<float>(n);
  float p = 7.0376836292e-2F;
  p = p * f - 1.1514610310e-1F;
  p = p * f + 1.1676998740e-1F;
  p = p * f - 1.2420140846e-1F;
  p = p * f + 1.4249322787e-1F;
  p = p * f - 1.6668057665e-1F;
  p = p * f + 2.0000714765e-1F;
  p = p * f - 2.4999993993e-1F;
  p = p * f + 3.3333331174e-1F;
  const float square = f * f;
  const float rest = p * f * square + whole * kLn2Low - 0.5F * square;
  return f + rest + whole * kLn2High;
}

float sum(const float* values, std::size_t n) {
  float lanes[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += values[i + k];
  }
  for (; i < n; ++i) lanes[0] += values[i];
  float total = 0;
  for (const float lane : lanes) total += lane;
  return total;
}

float dot(const float* a, const float* b, std::size_t n) {
  float lanes[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += a[i + k] * b[i + k];
  }
  for (; i < n; ++i) lanes[0] += a[i] * b[i];
  float total = 0;
  for (const float lane : lanes) total += lane;
  return total;
}

/// A float as a whole number that is larger where the float is; and back.
inline int32_t ordered(float x) {
  const auto bits = __builtin_bit_cast(int32_t, x);
  return bits ^ ((bits >> 31) & INT32_MAX);
}
inline float from_ordered(int32_t order) {
  return __builtin_bit_cast(float, order ^ ((order >> 31) & INT32_MAX));
}

/// Compared as whole numbers, which compilers know how to do in vectors.
float highest(const float* values, std::size_t count) {
  int32_t high = INT32_MIN;
  for (std::size_t i = 0; i < count; ++i) {
    const int32_t here = ordered(values[i]);
    high = here > high ? here : high;
  }
  return from_ordered(high);
}

float exp_in_place(float* values, std::size_t count, float high) {
  for (std::size_t i = 0; i < count; ++i) values[i] = exp_nonpositive(values[i] - high);
  return sum(values, count);
}

void log_in_place(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = log_positive(values[i]);
}

void scale(float* values, std::size_t count, float factor) {
  for (std::size_t i = 0; i < count; ++i) values[i] *= factor;
}

void relu(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = values[i] > 0 ? values[i] : 0.0F;
}

/// erf |x| = 1 - (a1 t + … + a5 t^5) e^(-x²), t = 1 / (1 + p |x|), within 2e-7 (Abramowitz and
/// Stegun, "Handbook of Mathematical Functions", 7.1.26).
void gelu(float* values, std::size_t count) {
  constexpr float kInverseSqrt2 = 0.70710678118654752F;
  for (std::size_t i = 0; i < count; ++i) {
    const float x = values[i];
    const float size = (x < 0 ? -x : x) * kInverseSqrt2;
    const float t = 1.0F / (1.0F + 0.3275911F * size);
    float p = 1.061405429F;
    p = p * t - 1.453152027F;
    p = p * t + 1.421413741F;
    p = p * t - 0.284496736F;
    p = p * t + 0.254829592F;
    const float tail = 0.5F * p * t * exp_nonpositive(-size * size);  // P(normal beyond |x|)
    values[i] = x * (x < 0 ? tail : 1.0F - tail);
  }
}

float quantize(const float* row, std::size_t width, int32_t most, int16_t* out) {
  int32_t largest_bits = 0;  // of sizes, whose order is that of their bits
  for (std::size_t i = 0; i < width; ++i) {
    const int32_t size = __builtin_bit_cast(int32_t, row[i]) & INT32_MAX;
    largest_bits = size > largest_bits ? size : largest_bits;
  }
  const auto largest = __builtin_bit_cast(float, largest_bits);
  const auto top = static_cast<float>(most);
  // Of what is too small to divide by, nothing is left.
  constexpr float kLeast = 1e-30F;
  const float inverse = largest > kLeast ? top / largest : 0.0F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: the whole number is in the lowest bits
  constexpr int32_t kRoundBits = 0x4B400000;
  for (std::size_t i = 0; i < width; ++i) {
    const int32_t bits = __builtin_bit_cast(int32_t, row[i] * inverse + kRound);
    out[i] = static_cast<int16_t>(bits - kRoundBits);
  }
  return inverse > 0 ? largest / top : 0.0F;
}

void add_norm(const NormView& norm, float* rows, std::size_t stride, const float* residual,
              std::size_t residual_stride, std::size_t count) {
  const std::size_t width = norm.width;
  for (std::size_t t = 0; t < count; ++t) {
    float* row = rows + t * stride;
    if (residual != nullptr) {
      const float* other = residual + t * residual_stride;
      for (std::size_t i = 0; i < width; ++i) row[i] += other[i];
    }
    float factor = 1;
    if (norm.centred) {
      const auto n = static_cast<float>(width);
      const float mean = sum(row, width) / n;
      for (std::size_t i = 0; i < width; ++i) row[i] -= mean;
      factor = 1.0F / __builtin_sqrtf(dot(row, row, width) / n + norm.eps);
    }
    for (std::size_t i = 0; i < width; ++i) row[i] = row[i] * factor * norm.gain[i] + norm.bias[i];
  }
}

/// scores[j] = q · k of the run's tokens, dimension by dimension, with sums in registers. The same
/// bits wherever a token stands: a branch is scored as committed tokens would be.
inline void score_keys(const KeyValueRun& run, std::size_t at, const float* query,
                       std::size_t depth, float shrink, float* scores) {
  for (std::size_t j = 0; j < run.count; j += kKeyBlock) {
    const float* keys = run.keys + at * run.key_stride + j;
    float sums[kKeyBlock];
    for (float& sum : sums) sum = 0;
    for (std::size_t d = 0; d < depth; ++d) {
      const float q = query[at + d] * shrink;
      // What lies behind the run's last key is summed as well, and overwritten or never read.
      for (std::size_t k = 0; k < kKeyBlock; ++k) sums[k] += q * keys[d * run.key_stride + k];
    }
    for (std::size_t k = 0; k < kKeyBlock; ++k) scores[j + k] = sums[k];
  }
}

/// sums[kCount] += the run's values from dimension `at` on, token by token, each by its weight.
template <std::size_t kCount>
inline void add_values(const KeyValueRun& run, std::size_t at, const float* weights, float norm,
                       float* sums) {
  const float* values = run.values + at;
  for (std::size_t j = 0; j < run.count; ++j) {
    const float weight = weights[j] * norm;
    for (std::size_t d = 0; d < kCount; ++d) sums[d] += weight * values[j * run.value_stride + d];
  }
}

/// `kCount` dimensions of one head, from `at` on.
template <std::size_t kCount>
inline void weigh_values(const AttentionInput& input, std::size_t at, const float* weights,
                         float norm, float* out) {
  float sums[kCount];
  for (float& sum : sums) sum = 0;
  if (input.cached.count > 0) add_values<kCount>(input.cached, at, weights, norm, sums);
  if (input.own.count > 0) {
    add_values<kCount>(input.own, at, weights + input.cached.count, norm, sums);
  }
  for (std::size_t d = 0; d < kCount; ++d) out[at + d] = sums[d];
}

void attend(const AttentionInput& input, const float* query, std::size_t width, std::size_t heads,
            float* out, float* scores) {
  constexpr std::size_t kMany = 32;  // dimensions at once
  const std::size_t depth = width / heads;
  const std::size_t total = input.cached.count + input.own.count;
  const float shrink = 1.0F / __builtin_sqrtf(static_cast<float>(depth));
  for (std::size_t head = 0; head < heads; ++head) {
    const std::size_t at = head * depth;
    const std::size_t end = at + depth;
    score_keys(input.cached, at, query, depth, shrink, scores);
    score_keys(input.own, at, query, depth, shrink, scores + input.cached.count);
    const float norm = 1.0F / exp_in_place(scores, total, highest(scores, total));
    std::size_t d = at;
    for (; d + kMany <= end; d += kMany) weigh_values<kMany>(input, d, scores, norm, out);
    for (; d + kLanes <= end; d += kLanes) weigh_values<kLanes>(input, d, scores, norm, out);
    for (; d < end; ++d) weigh_values<1>(input, d, scores, norm, out);
  }
}

using Multiply = void (*)(const Int8Tiles&, const Int16Rows&, float*, std::size_t);
using MultiplyFloats = void (*)(const FloatTiles&, const float*, std::size_t, std::size_t, float*,
                                std::size_t);

/// The float loops as this file compiles them, around products of its own.
constexpr Kernels kernels_around(const char* name, Multiply multiply,
                                 MultiplyFloats multiply_floats = nullptr) {
  return {name,  quantize, multiply, multiply_floats, highest, exp_in_place, log_in_place,
          scale, relu,     gelu,     add_norm,        attend};
}

}  // namespace
}  // namespace inkling
