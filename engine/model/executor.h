// The forward pass of MobileBERT (arXiv 2004.02984), from tokens to the head's features.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cache/kv/kv_cache.h"
#include "engine/model/model_config.h"
#include "engine/model/weights.h"
#include "engine/model/xnn_ops.h"
#include "platform/cancel.h"
#include "platform/result.h"

namespace inkling {

/// "No token there", in a trigram window.
constexpr std::ptrdiff_t kOutside = -1;

/// One token of a forward: who it is, where it stands and whom it sees.
struct Token {
  std::ptrdiff_t id = 0;
  std::ptrdiff_t window[3] = {kOutside, kOutside, kOutside};  // ids of the trigram, in its order
  std::size_t position = 0;
  std::size_t sees = 0;         // cached tokens seen (content tokens see themselves there too)
  std::size_t block_begin = 0;  // rows [block_begin, block_end) of this forward are seen as well
  std::size_t block_end = 0;
};

/// Buffers for one forward at a time, and the steps of the model's variant, chosen when it is made.
/// Executors of one model share its weights and nothing else; each is used by one thread at a time.
/// After the first call of a size, calls up to that size allocate nothing.
class Executor {
 public:
  /// `config` must outlive it.
  Executor(const ModelConfig& config, std::shared_ptr<const ModelWeights> weights);

  /// What the next run() works on; cleared by the caller.
  std::vector<Token> tokens;
  std::vector<std::size_t> wanted;  // rows of tokens whose features are asked for

  /// Evaluates `tokens`. The first `content` of them write their keys and values to the rows of
  /// `cache` from its size on, which stays as it is; null where everything sees everything.
  /// features() then holds the rows that are `wanted`. kCancelled, or kInternal when XNNPACK fails.
  Status run(std::size_t content, KvCache* cache, const CancelToken& cancel);
  /// [wanted][head_size].
  [[nodiscard]] const float* features() const { return head_.data(); }

  /// features [rows][head_size] -> out [rows][V].
  Status logits(std::span<const float> features, std::size_t rows, float* out);
  /// out[r] [V] = softmax(logits) of features [rows][head_size], in one pass over the vocabulary:
  /// each stretch of it is raised to its power while it is near, against its own highest, and what
  /// that leaves to be done is one factor for each (Milakov and Gimelshein, "Online normalizer
  /// calculation for softmax", arXiv 1805.02867).
  Status probabilities(std::span<const float> features, std::span<const std::span<float>> out);
  /// out[r] = log P(pieces[r]) after features [rows][head_size]; the other probabilities are summed
  /// and not kept.
  Status log_probs(std::span<const float> features, std::size_t rows,
                   std::span<const PieceQuestion> asked, float* out);

  [[nodiscard]] const std::shared_ptr<const ModelWeights>& weights() const { return weights_; }

 private:
  /// Where a layer's queries, keys, values and residual stream lie: rows `stride` floats apart.
  struct Rows {
    float* data = nullptr;
    std::size_t stride = 0;
  };
  struct Projections {
    Rows query, key, value, residual;
  };

  void reserve(std::size_t rows, std::size_t wanted_rows);
  void read_embedding(std::ptrdiff_t id, float* out) const;
  // The variants of a step; one of each is chosen in the constructor.
  Status embed_trigram();
  Status embed_token();
  Status project_plain(const LayerWeights& w, Projections* out);
  Status project_shared(const LayerWeights& w, Projections* out);
  Status project_bottleneck(const LayerWeights& w, Projections* out);
  Status project_full(const LayerWeights& w, Projections* out);
  Status leave_plain(const LayerWeights& w);
  Status leave_bottleneck(const LayerWeights& w);
  // The steps that all have.
  Status run_entry(const LayerWeights& w);
  Status run_layer(const LayerWeights& w, std::size_t index, std::size_t content, KvCache* cache);
  void attend_all(const Projections& p, std::size_t layer, std::size_t content, KvCache* cache);
  Status feed_forward(const LayerWeights& w);
  Status run_head();
  Status begin_product(std::span<const float> features, std::size_t rows, Int16Rows* whole);
  std::size_t next_stretch(const Int16Rows& whole, std::size_t rows, std::size_t begin, float* out);

  const ModelConfig& config_;
  std::shared_ptr<const ModelWeights> weights_;
  std::size_t inner_width_;
  Status (Executor::*embed_)();
  Status (Executor::*project_)(const LayerWeights&, Projections*);
  Status (Executor::*leave_)(const LayerWeights&);

  // Rows of the current forward. B: inner_width_, the bottleneck or, without one, H. R: capacity_.
  PaddedBuffer window_;        // [rows][3E]
  PaddedBuffer hidden_;        // [rows][H], the stream from layer to layer
  PaddedBuffer entry_;         // [rows][as wide as the layers' entry]
  PaddedBuffer projected_;     // [rows][as wide as their inner]
  std::vector<float> keys_;    // [B][R] and kKeyBlock more: those of this forward, transposed
  PaddedBuffer context_;       // [rows][B]
  PaddedBuffer inner_;         // [rows][B]
  PaddedBuffer next_;          // [rows][B]
  PaddedBuffer intermediate_;  // [rows][I]
  PaddedBuffer exit_;          // [rows][H]
  PaddedBuffer read_rows_;     // [wanted][H]
  PaddedBuffer head_;          // [wanted][head_size]
  std::vector<float> scores_;  // [cached + block]
  std::size_t capacity_ = 0;   // rows that the buffers hold
  std::size_t wanted_capacity_ = 0;
  Dense::Scratch scratch_;
  // Of the vocabulary's product.
  std::vector<float> stretch_;   // [rows][outputs of a stretch]
  std::vector<float> highs_;     // [stretches][rows]
  PaddedBuffer vocabulary_in_;   // [rows][head_size], for XNNPACK
  PaddedBuffer vocabulary_out_;  // [rows][V], for XNNPACK
  std::size_t vocabulary_rows_ = 0;
};

}  // namespace inkling
