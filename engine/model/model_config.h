// The sizes and switches of a model, read from a pack's config.json.
#pragma once

#include <cstddef>
#include <string>

#include "platform/result.h"

namespace inkling {

/// "What is log P of this piece after that row of features?"
struct PieceQuestion {
  std::size_t row = 0;
  int32_t piece = 0;
};

enum class Attention { kPrefixCausal, kBidirectional };
enum class Norm { kNoNorm, kLayerNorm };
enum class Activation { kNone, kRelu, kGelu };

/// How matrices are held. kAsStored: of 8 bits where the source has them so. The others serve
/// comparisons.
enum class Precision { kAsStored, kFloat32, kInt8 };

/// What queries, keys and values of a layer with a bottleneck are made of.
enum class AttentionInputs {
  kShared,      // queries and keys of a bottleneck that they share, values of the layer's input:
                // MobileBERT
  kBottleneck,  // all of the layer's own bottleneck: MobileBERT-TINY
  kFull,        // all of the layer's input: IB-BERT
};

/// Widths in floats. `bottleneck_size` 0: no bottleneck, as in BERT.
struct ModelConfig {
  Attention attention = Attention::kPrefixCausal;
  std::size_t vocab_size = 0;
  std::size_t embedding_size = 0;
  std::size_t hidden_size = 0;
  std::size_t bottleneck_size = 0;
  AttentionInputs attention_inputs = AttentionInputs::kShared;
  std::size_t intermediate_size = 0;
  std::size_t num_feedforward_networks = 1;
  std::size_t num_attention_heads = 1;
  std::size_t num_hidden_layers = 0;
  Activation hidden_act = Activation::kRelu;
  Norm normalization = Norm::kLayerNorm;
  float layer_norm_eps = 1e-6F;
  std::size_t max_position = 0;
  std::size_t type_vocab_size = 0;
  bool trigram_input = true;
  Norm embedding_norm = Norm::kLayerNorm;
  Activation head_act = Activation::kNone;
  Norm head_norm = Norm::kLayerNorm;
  std::size_t head_size = 0;
  float head_eps = 1e-6F;
  float causal_weight = 0.5F;    // of the last token's causal guess against the [MASK] guess
  std::size_t max_context = 64;  // committed tokens that the KV arena holds

  /// Width of queries, keys and values.
  [[nodiscard]] std::size_t inner_size() const {
    return bottleneck_size != 0 ? bottleneck_size : hidden_size;
  }
};

/// kNotFound, kCorrupt (names the field), or kUnsupported for switches this runtime lacks.
Result<ModelConfig> load_model_config(const std::string& path);

}  // namespace inkling
