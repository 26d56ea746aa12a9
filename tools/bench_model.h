// What one token costs, against a full recompute and against reading the weights.
#pragma once

#include <cstddef>

#include "engine/model/mobilebert.h"
#include "platform/result.h"
#include "tools/latency.h"

namespace inkling {

/// Of interleaved rounds; every forward ends with the distribution of the next piece, and asks a
/// [MASK] for it where the model mixes its guess in.
struct ModelTimes {
  Latencies token;          // one appended token, behind a full context
  Latencies vocabulary;     // of that, the product with the vocabulary and its softmax
  Latencies full;           // a recompute that sums to kFullTokens tokens
  Latencies read_weights;   // the floor: reading as many bytes as weights and vocabulary have
  Latencies other_token;    // as `token`, of the other model; empty without one
  std::size_t window = 0;   // tokens of one full window
  std::size_t windows = 0;  // windows in `full`
};

/// Length of text that a model without a cache would evaluate at every key.
inline constexpr std::size_t kFullTokens = 128;

/// `other` may be null: the same weights, held otherwise.
Result<ModelTimes> measure_model(const MobileBert& model, const MobileBert* other, int rounds);

}  // namespace inkling
