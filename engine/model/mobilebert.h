// MobileBERT (arXiv 2004.02984) with a cacheable prefix: weights in, head features and logits out.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cache/kv/kv_cache.h"
#include "engine/model/model_config.h"
#include "engine/model/tensor_source.h"
#include "platform/cancel.h"
#include "platform/result.h"

namespace inkling {

/// Extra tokens anchored at prefix length `anchor`: they see the prefix left of the anchor and each
/// other, positions go on from the anchor, nothing sees them and nothing of them is kept.
struct QueryBlock {
  std::size_t anchor = 0;
  std::vector<int32_t> ids;
  std::size_t read_at = 0;  // index into ids of the token whose features are wanted
  // A branch of the tree of possible continuations: each token sees the block's tokens up to
  // itself, as if they were committed, and the features of every token are wanted.
  bool branch = false;

  /// Rows of features that the block asks for.
  [[nodiscard]] std::size_t rows() const { return branch ? ids.size() : 1; }
};

/// A loaded model. Const calls may come from any thread: each takes buffers of its own, which are
/// kept for the next, and all share the weights. Of a model with 8-bit matrices none waits for
/// another; with float matrices they take turns layer by layer (dense.h). A cache must not be used
/// by two threads at once. Once as many calls ran at once as ever will, of the size that they ever
/// will, calls allocate nothing. Weights and buffers can be given back between calls: see trim().
class MobileBert {
 public:
  /// Reads DIR/config.json and DIR/model.safetensors. kNotFound, kIo, kCorrupt (file, tensor and
  /// what is wrong with it), kUnsupported.
  static Result<std::unique_ptr<MobileBert>> open(const std::string& folder,
                                                  Precision precision = Precision::kAsStored);
  /// Of tensors that come from anywhere. Errors as the source gives them.
  static Result<std::unique_ptr<MobileBert>> make(const ModelConfig& config,
                                                  std::unique_ptr<const TensorSource> source,
                                                  Precision precision);
  ~MobileBert();

  [[nodiscard]] const ModelConfig& config() const;
  /// An empty cache of this model's shape, max_context tokens.
  [[nodiscard]] KvCache make_cache() const;

  /// Evaluates `ids` behind the cached prefix, appends them, and evaluates all `blocks` in the same
  /// forward. Anchors may reach up to the new length. `features_out` receives the rows of each
  /// block in turn, [rows][head_size]. kUnsupported in bidirectional mode, kInvalidArgument for
  /// ids, anchors or lengths out of range, kCorrupt when the weights make numbers that are not
  /// finite, kCancelled: then the cache is as it was.
  Status forward(KvCache& cache, std::span<const int32_t> ids, std::span<const QueryBlock> blocks,
                 std::span<float> features_out, const CancelToken& cancel = {}) const;
  /// Everything sees everything; no cache. `features_out` receives [ids][head_size]. kUnsupported
  /// in prefix-causal mode.
  Status forward_bidirectional(std::span<const int32_t> ids, std::span<float> features_out,
                               const CancelToken& cancel = {}) const;

  /// features [rows][head_size] -> out [rows][vocab_size], for any number of rows.
  Status logits(std::span<const float> features, std::span<float> out) const;

  /// out[r] [vocab_size] = softmax(logits) of features [rows][head_size], as many rows as there are
  /// outputs, in one pass over the vocabulary. kInvalidArgument where there is too little of
  /// either.
  Status probabilities(std::span<const float> features,
                       std::span<const std::span<float>> out) const;
  /// out[i] = log P(asked[i].piece) after row asked[i].row of features [rows][head_size], nats.
  /// Nothing of the vocabulary's size is written. kInvalidArgument for a row that there is not, or
  /// a piece that is not in the vocabulary.
  Status log_probs(std::span<const float> features, std::span<const PieceQuestion> asked,
                   std::span<float> out) const;

  /// Gives back the memory of weights and buffers, once the forwards that are running are done. The
  /// next call that needs them makes them again from the mapped file, and returns the error when
  /// that fails; the one after it tries anew.
  void trim() const;

  /// Bytes of weights that one token's forward reads (body and head, without the vocabulary).
  [[nodiscard]] std::size_t weight_bytes() const;
  /// Bytes of weights that one product with the vocabulary reads.
  [[nodiscard]] std::size_t vocabulary_bytes() const;
  /// What multiplies: the kernels that were chosen for 8-bit matrices, or what runs floats here:
  /// "float32-fma" or "xnnpack-f32".
  [[nodiscard]] const char* kernel_name() const;

 private:
  struct Impl;
  explicit MobileBert(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkling
