// What one token costs, against a full recompute and against reading the weights.
#pragma once

#include <cstddef>
#include <string>

#include "engine/model/mobilebert.h"
#include "platform/result.h"

namespace inkling {

/// Medians over interleaved rounds, in microseconds; every forward ends with the distribution of
/// the next piece, and asks a [MASK] for it where the model mixes its guess in.
struct ModelTimes {
  double token = 0;         // one appended token, behind a full context
  double full = 0;          // a recompute that sums to kFullTokens tokens
  double read_weights = 0;  // the floor: reading as many bytes as weights and vocabulary have
  double other_token = 0;   // as `token`, of the other model; 0 without one
  std::size_t window = 0;   // tokens of one full window
  std::size_t windows = 0;  // windows in `full`
};

/// Length of text that a model without a cache would evaluate at every key.
inline constexpr std::size_t kFullTokens = 128;

/// `other` may be null: the same weights, held otherwise.
Result<ModelTimes> measure_model(const MobileBert& model, const MobileBert* other, int rounds);

}  // namespace inkling
