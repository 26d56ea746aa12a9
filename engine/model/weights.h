// The operators and norms of a model, made from its tensors.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/kernels.h"
#include "engine/model/model_config.h"
#include "engine/model/safetensors.h"
#include "engine/model/xnn_ops.h"

namespace inkling {

/// One stacked feed-forward network: y = norm(W2 act(W1 y) + y).
struct FeedForwardWeights {
  DenseOp up;    // inner -> intermediate
  DenseOp down;  // intermediate -> inner
  NormWeights norm;
};

/// One layer. With a bottleneck `entry` maps [H] -> [residual B | shared B | value B]; without,
/// [H] -> [query | key | value], and `query_key` is absent.
struct LayerWeights {
  DenseOp entry;
  std::optional<DenseOp> query_key;  // shared B -> [query B | key B], reads rows 3B apart
  NormWeights residual_norm;         // of bottleneck.input; empty gain when folded or absent
  NormWeights shared_norm;           // of bottleneck.attention
  DenseOp attention_out;
  NormWeights attention_norm;
  std::vector<FeedForwardWeights> feed_forward;
  std::optional<DenseOp> exit;  // B -> H
  NormWeights exit_norm;
};

/// Everything but the token embeddings, which stay in the mapped file for look-ups.
struct ModelWeights {
  TensorView word_embeddings;                  // [V][E]
  std::vector<float> position_embeddings;      // [P][H], the type embedding of segment 0 added
  std::optional<DenseOp> embedding_transform;  // 3E -> H
  NormWeights embedding_norm;
  std::vector<LayerWeights> layers;
  DenseOp head;  // H -> head_size
  NormWeights head_norm;
  DenseOp vocabulary;           // head_size -> V
  std::size_t token_bytes = 0;  // read by every token: body and head, without the vocabulary
};

/// kNotFound or kCorrupt names the tensor. NoNorm is folded into the weights where no residual
/// passes through it.
Result<ModelWeights> load_weights(const SafeTensors& file, const ModelConfig& config);

}  // namespace inkling
