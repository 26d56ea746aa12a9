// The small kernels around the matrix products: norms, activations, attention.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/model/model_config.h"

namespace inkling {

/// Gain and bias of one norm, each as wide as what it norms.
struct NormWeights {
  Norm kind = Norm::kLayerNorm;
  float eps = 1e-6F;
  std::vector<float> gain;
  std::vector<float> bias;
};

/// row = norm(row + residual), in place; `residual` may be null. Rows lie `stride` and
/// `residual_stride` floats apart.
void add_norm(const NormWeights& norm, float* rows, std::size_t stride, const float* residual,
              std::size_t residual_stride, std::size_t count);

void apply_activation(Activation activation, std::span<float> values);

/// values[i] = exp(values[i] - high), for values <= high; returns the sum. Relative error of each
/// below 3e-7. Written so that the compiler vectorises it without -ffast-math.
float exp_in_place(std::span<float> values, float high);

/// values[i] = exp(values[i] - the highest of them); returns the sum, at least 1. Nothing happens
/// for no values.
float softmax_in_place(std::span<float> values);

/// values[i] = log(values[i]), of what is below the least normal number the log of that. Absolute
/// error below 1e-6 where the logarithm is below 1, relative below 2e-7 elsewhere.
void log_in_place(std::span<float> values);

/// log(sum exp(values)).
float log_sum_exp(std::span<const float> values, std::vector<float>* scratch);

/// What one token attends to: a prefix of the cached keys, then tokens of its own block.
struct AttentionInput {
  const float* keys = nullptr;    // cached, [width][capacity]
  const float* values = nullptr;  // cached, [capacity][width]
  std::size_t capacity = 0;
  std::size_t cached = 0;           // how many of the cached tokens are seen
  const float* own_keys = nullptr;  // row of the block's first token; rows `own_key_stride` apart
  const float* own_values = nullptr;
  std::size_t own_key_stride = 0;
  std::size_t own_value_stride = 0;
  std::size_t own = 0;  // tokens of the block
};

/// out[width] = softmax(q kᵀ / sqrt(width / heads)) v, head by head. `scratch` is reused.
void attend(const AttentionInput& input, const float* query, std::size_t width, std::size_t heads,
            float* out, std::vector<float>* scratch);

}  // namespace inkling
