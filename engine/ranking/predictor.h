// The next-word distribution of one text field, with its KV cache.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/kv_cache.h"
#include "engine/model/mobilebert.h"
#include "engine/model/ngram.h"
#include "platform/cancel.h"
#include "platform/result.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// Keeps the committed tokens' KV states and the distribution that follows them. Used by one
/// thread at a time; the model, tokenizer and n-grams are borrowed and must outlive it.
class Predictor {
 public:
  /// `ngrams` may be null: then the model speaks alone.
  Predictor(const MobileBert& model, const Tokenizer& tokenizer, const NgramTable* ngrams,
            double causal_weight);

  /// The committed text left of the word being typed. Only tokenises: evaluation waits for
  /// refresh(). A context beyond the arena loses its oldest half, always at the same places.
  void set_context(std::string_view text);
  /// Does the distribution belong to the context?
  [[nodiscard]] bool fresh() const { return fresh_; }
  /// How many context tokens the cache lacks.
  [[nodiscard]] std::size_t missing_tokens() const {
    return context_.size() - cache_.match(context_);
  }
  /// Evaluates what the cache lacks and one [MASK]. On an error or cancellation the distribution
  /// stays stale and the cache stays valid.
  Status refresh(const CancelToken& cancel);

  /// log P(first piece) for every piece, V values; meaningful when fresh().
  [[nodiscard]] std::span<const float> log_probs() const { return log_probs_; }
  /// log P(`pieces` | context), pieces after the first estimated from the vocabulary's unigram.
  [[nodiscard]] double estimate(std::span<const int32_t> pieces) const;
  /// log P(`pieces` | context), evaluated piece by piece; the cache is left as it was.
  Result<double> evaluate(std::span<const int32_t> pieces, const CancelToken& cancel);

  [[nodiscard]] int64_t tokens_evaluated() const { return tokens_evaluated_; }
  [[nodiscard]] int64_t tokens_reused() const { return tokens_reused_; }

 private:
  void mix(std::span<const float> mask_features);
  void log_softmax(std::span<const float> features, std::vector<float>* out);

  const MobileBert& model_;
  const Tokenizer& tokenizer_;
  const NgramTable* ngrams_;
  double causal_weight_;
  KvCache cache_;
  std::vector<int32_t> context_;
  std::vector<float> log_probs_;
  std::vector<float> scratch_;
  std::vector<float> exponentials_;
  std::vector<float> features_;
  std::vector<float> mixed_;
  bool fresh_ = false;
  int64_t tokens_evaluated_ = 0;
  int64_t tokens_reused_ = 0;
};

}  // namespace inkling
