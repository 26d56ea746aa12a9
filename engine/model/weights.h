// The layers and norms of a model, made from its tensors.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/dense.h"
#include "engine/model/kernels.h"
#include "engine/model/model_config.h"
#include "engine/model/safetensors.h"

namespace inkling {

/// One stacked feed-forward network: y = norm(W2 act(W1 y) + y).
struct FeedForwardWeights {
  Dense up;    // inner -> intermediate, activated
  Dense down;  // intermediate -> inner
  NormWeights norm;
};

/// One layer. With a bottleneck `entry` maps [H] -> [residual B | shared B | value B]; without,
/// [H] -> [query | key | value], and `query_key` is absent.
struct LayerWeights {
  Dense entry;
  std::optional<Dense> query_key;  // shared B -> [query B | key B], reads rows 3B apart
  NormWeights residual_norm;       // of bottleneck.input; empty gain when folded or absent
  NormWeights shared_norm;         // of bottleneck.attention
  Dense attention_out;
  NormWeights attention_norm;
  std::vector<FeedForwardWeights> feed_forward;
  std::optional<Dense> exit;  // B -> H
  NormWeights exit_norm;
};

/// Immutable once loaded. Matrices of 8 bits and token embeddings lie in the mapped file, which
/// must outlive this; only their steps and biases are copied.
struct ModelWeights {
  TensorView word_embeddings;                // [V][E]
  std::vector<float> position_embeddings;    // [P][H], the type embedding of segment 0 added
  std::optional<Dense> embedding_transform;  // 3E -> H
  NormWeights embedding_norm;
  std::vector<LayerWeights> layers;
  Dense head;  // H -> head_size, activated
  NormWeights head_norm;
  Dense vocabulary;             // head_size -> V
  std::size_t token_bytes = 0;  // read by every token: body and head, without the vocabulary
};

/// kNotFound or kCorrupt names the tensor. NoNorm is folded into the weights where no residual
/// passes through it.
Result<ModelWeights> load_weights(const SafeTensors& file, const ModelConfig& config);

}  // namespace inkling
