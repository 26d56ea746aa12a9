// The small loops around the matrix products, by the best kernels of this machine.
#pragma once

#include <span>
#include <vector>

#include "engine/model/kernel_table.h"
#include "engine/model/model_config.h"

namespace inkling {

/// Gain and bias of one norm, each as wide as what it norms.
struct NormWeights {
  Norm kind = Norm::kLayerNorm;
  float eps = 1e-6F;
  std::vector<float> gain;
  std::vector<float> bias;

  [[nodiscard]] NormView view() const {
    return {kind == Norm::kLayerNorm, eps, gain.data(), bias.data(), gain.size()};
  }
};

void apply_activation(Activation activation, std::span<float> values);

/// values[i] = exp(values[i] - high), for values <= high; returns the sum. Relative error of each
/// below 3e-7.
float exp_in_place(std::span<float> values, float high);

/// values[i] = exp(values[i] - the highest of them); returns the sum, at least 1. Nothing happens
/// for no values.
float softmax_in_place(std::span<float> values);

/// values[i] = log(values[i]), of what is below the least normal number the log of that. Absolute
/// error below 1e-6 where the logarithm is below 1, relative below 2e-7 elsewhere.
void log_in_place(std::span<float> values);

/// log(sum exp(values)).
float log_sum_exp(std::span<const float> values, std::vector<float>* scratch);

}  // namespace inkling
