#include "engine/model/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace inkling {
namespace {

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
  const uint32_t bits = (std::bit_cast<uint32_t>(shifted) + 127U) << 23U;
  return p * std::bit_cast<float>(bits);
}

/// log x for normal x > 0 by x = 2^n * m, m within a factor of sqrt 2 of 1 (Cephes, logf).
inline float log_positive(float x) {
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  constexpr uint32_t kHalfRoot = 0x3f3504f3U;  // the bits of sqrt(1/2)
  x = x < std::numeric_limits<float>::min() ? std::numeric_limits<float>::min() : x;
  const auto n = static_cast<int32_t>(std::bit_cast<uint32_t>(x) - kHalfRoot) >> 23U;
  const float f =
      std::bit_cast<float>(std::bit_cast<uint32_t>(x) - (static_cast<uint32_t>(n) << 23U)) - 1;
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

constexpr std::size_t kLanes = 8;  // independent sums, so that a reduction can be vectorised

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

float highest(std::span<const float> values) {
  float lanes[kLanes];
  std::fill_n(lanes, kLanes, values[0]);
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      lanes[k] = values[i + k] > lanes[k] ? values[i + k] : lanes[k];
    }
  }
  for (; i < values.size(); ++i) lanes[0] = std::max(lanes[0], values[i]);
  return *std::max_element(lanes, lanes + kLanes);
}

void layer_norm(const NormWeights& norm, float* row) {
  const std::size_t width = norm.gain.size();
  const auto n = static_cast<float>(width);
  const float mean = sum(row, width) / n;
  for (std::size_t i = 0; i < width; ++i) row[i] -= mean;
  const float variance = dot(row, row, width) / n;
  const float scale = 1.0F / std::sqrt(variance + norm.eps);
  for (std::size_t i = 0; i < width; ++i) row[i] = row[i] * scale * norm.gain[i] + norm.bias[i];
}

}  // namespace

void add_norm(const NormWeights& norm, float* rows, std::size_t stride, const float* residual,
              std::size_t residual_stride, std::size_t count) {
  const std::size_t width = norm.gain.size();
  for (std::size_t t = 0; t < count; ++t) {
    float* row = rows + t * stride;
    if (residual != nullptr) {
      const float* other = residual + t * residual_stride;
      for (std::size_t i = 0; i < width; ++i) row[i] += other[i];
    }
    if (norm.kind == Norm::kLayerNorm) {
      layer_norm(norm, row);
    } else {
      for (std::size_t i = 0; i < width; ++i) row[i] = row[i] * norm.gain[i] + norm.bias[i];
    }
  }
}

void apply_activation(Activation activation, std::span<float> values) {
  if (activation == Activation::kRelu) {
    for (float& x : values) x = x > 0 ? x : 0;
  } else if (activation == Activation::kGelu) {
    constexpr float kInverseSqrt2 = 0.70710678118654752F;
    for (float& x : values) x = 0.5F * x * (1.0F + std::erf(x * kInverseSqrt2));
  }
}

float exp_in_place(std::span<float> values, float high) {
  for (float& x : values) x = exp_nonpositive(x - high);
  return sum(values.data(), values.size());
}

float softmax_in_place(std::span<float> values) {
  return values.empty() ? 1 : exp_in_place(values, highest(values));
}

void log_in_place(std::span<float> values) {
  for (float& x : values) x = log_positive(x);
}

float log_sum_exp(std::span<const float> values, std::vector<float>* scratch) {
  if (values.empty()) return 0;
  scratch->assign(values.begin(), values.end());
  const float high = highest(values);
  return high + std::log(exp_in_place(*scratch, high));
}

void attend(const AttentionInput& input, const float* query, std::size_t width, std::size_t heads,
            float* out, std::vector<float>* scratch) {
  const std::size_t depth = width / heads;
  const std::size_t total = input.cached + input.own;
  const float scale = 1.0F / std::sqrt(static_cast<float>(depth));
  scratch->resize(total);
  float* scores = scratch->data();
  for (std::size_t head = 0; head < heads; ++head) {
    const std::size_t at = head * depth;
    std::fill_n(scores, input.cached, 0.0F);
    for (std::size_t d = 0; d < depth; ++d) {
      const float q = query[at + d] * scale;
      const float* keys = input.keys + (at + d) * input.capacity;
      for (std::size_t j = 0; j < input.cached; ++j) scores[j] += q * keys[j];
    }
    for (std::size_t j = 0; j < input.own; ++j) {
      scores[input.cached + j] =
          scale * dot(query + at, input.own_keys + j * input.own_key_stride + at, depth);
    }
    const std::span<float> all(scores, total);
    const float norm = 1.0F / exp_in_place(all, highest(all));
    float* result = out + at;
    std::fill_n(result, depth, 0.0F);
    for (std::size_t j = 0; j < total; ++j) {
      const float weight = scores[j] * norm;
      const float* value =
          j < input.cached ? input.values + j * width + at
                           : input.own_values + (j - input.cached) * input.own_value_stride + at;
      for (std::size_t d = 0; d < depth; ++d) result[d] += weight * value[d];
    }
  }
}

}  // namespace inkling
