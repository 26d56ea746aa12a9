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

float highest(const float* values, std::size_t count) {
  float lanes[kLanes];
  for (float& lane : lanes) lane = values[0];
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      lanes[k] = values[i + k] > lanes[k] ? values[i + k] : lanes[k];
    }
  }
  for (; i < count; ++i) lanes[0] = values[i] > lanes[0] ? values[i] : lanes[0];
  float high = lanes[0];
  for (const float lane : lanes) high = lane > high ? lane : high;
  return high;
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

float quantize(const float* row, std::size_t width, int32_t most, int16_t* out) {
  float lanes[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= width; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const float size = row[i + k] < 0 ? -row[i + k] : row[i + k];
      lanes[k] = size > lanes[k] ? size : lanes[k];
    }
  }
  for (; i < width; ++i) {
    const float size = row[i] < 0 ? -row[i] : row[i];
    lanes[0] = size > lanes[0] ? size : lanes[0];
  }
  float largest = 0;
  for (const float lane : lanes) largest = lane > largest ? lane : largest;
  const auto top = static_cast<float>(most);
  // Of what is too small to divide by, nothing is left.
  constexpr float kLeast = 1e-30F;
  const float inverse = largest > kLeast ? top / largest : 0.0F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: the whole number is in the lowest bits
  constexpr int32_t kRoundBits = 0x4B400000;
  for (i = 0; i < width; ++i) {
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

/// Dimension by dimension, as those of cached tokens are summed, so that a branch gives the very
/// bits that committed tokens would; several tokens at once, so that no sum waits for itself.
void own_scores(const AttentionInput& input, const float* query, std::size_t at, std::size_t depth,
                float shrink, float* scores) {
  const std::size_t stride = input.own_key_stride;
  for (std::size_t j = 0; j < input.own; j += kLanes) {
    const std::size_t count = input.own - j < kLanes ? input.own - j : kLanes;
    const float* keys = input.own_keys + j * stride + at;
    float lanes[kLanes] = {};
    for (std::size_t d = 0; d < depth; ++d) {
      const float q = query[d] * shrink;
      for (std::size_t k = 0; k < count; ++k) lanes[k] += q * keys[k * stride + d];
    }
    for (std::size_t k = 0; k < count; ++k) scores[j + k] = lanes[k];
  }
}

void attend(const AttentionInput& input, const float* query, std::size_t width, std::size_t heads,
            float* out, float* scores) {
  const std::size_t depth = width / heads;
  const std::size_t total = input.cached + input.own;
  const float shrink = 1.0F / __builtin_sqrtf(static_cast<float>(depth));
  for (std::size_t head = 0; head < heads; ++head) {
    const std::size_t at = head * depth;
    for (std::size_t j = 0; j < input.cached; ++j) scores[j] = 0;
    for (std::size_t d = 0; d < depth; ++d) {
      const float q = query[at + d] * shrink;
      const float* keys = input.keys + (at + d) * input.capacity;
      for (std::size_t j = 0; j < input.cached; ++j) scores[j] += q * keys[j];
    }
    own_scores(input, query + at, at, depth, shrink, scores + input.cached);
    const float norm = 1.0F / exp_in_place(scores, total, highest(scores, total));
    float* result = out + at;
    for (std::size_t d = 0; d < depth; ++d) result[d] = 0;
    for (std::size_t j = 0; j < total; ++j) {
      const float weight = scores[j] * norm;
      const float* value =
          j < input.cached ? input.values + j * width + at
                           : input.own_values + (j - input.cached) * input.own_value_stride + at;
      for (std::size_t d = 0; d < depth; ++d) result[d] += weight * value[d];
    }
  }
}

using Multiply = void (*)(const Int8Matrix&, const Int16Rows&, float*, std::size_t);

/// The float loops as this file compiles them, around a product of its own.
constexpr Kernels kernels_around(const char* name, Multiply multiply) {
  return {name, quantize, multiply, highest, exp_in_place, log_in_place, scale, add_norm, attend};
}

}  // namespace
}  // namespace inkling
