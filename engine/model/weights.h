// The layers and norms of a model, made from its tensors.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/dense.h"
#include "engine/model/kernels.h"
#include "engine/model/model_config.h"
#include "engine/model/tensor_source.h"

namespace inkling {

/// One stacked feed-forward network: y = norm(W2 act(W1 y) + y).
struct FeedForwardWeights {
  Dense up;    // inner -> intermediate, activated
  Dense down;  // intermediate -> inner
  NormWeights norm;
};

/// A norm of some of the columns that a product gives: `width` of them from `first` on.
struct ColumnNorm {
  std::size_t first = 0;
  NormWeights norm;
};

/// One layer. What `entry` gives, [rows][...], of a layer's input h [rows][H], and what `inner`
/// makes of a part of that:
///   no bottleneck       [query H | key H | value H]
///   kShared             [residual B | shared B | value B]    shared -> [query B | key B]
///   kBottleneck         [residual B]                         residual -> [query | key | value]
///   kFull               [residual B | query B | key B | value B]
struct LayerWeights {
  Dense entry;
  std::vector<ColumnNorm> entry_norms;  // of the bottlenecks; none where they are folded or absent
  std::optional<Dense> inner;
  Dense attention_out;
  NormWeights attention_norm;
  std::vector<FeedForwardWeights> feed_forward;
  std::optional<Dense> exit;  // B -> H
  NormWeights exit_norm;
};

/// Immutable once loaded. Token embeddings stay in the source, which must outlive this; matrices
/// are copied into the order that their kernels read, those of 8 bits as such.
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
Result<ModelWeights> load_weights(const TensorSource& source, const ModelConfig& config,
                                  Precision precision);

}  // namespace inkling
