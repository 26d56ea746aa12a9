// The next-word distribution of one text field, with its KV cache.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/kv/kv_cache.h"
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
  /// The pieces right of the cursor, in the same sentence; empty where nothing stands there.
  void set_right(std::vector<int32_t> pieces);
  [[nodiscard]] const std::vector<int32_t>& right() const { return right_; }
  /// Does the distribution belong to the context?
  [[nodiscard]] bool fresh() const { return fresh_; }
  /// Does masked() belong to the context and what stands right of it? So without a right side.
  [[nodiscard]] bool masked_fresh() const { return right_.empty() || !masked_.empty(); }
  /// Tokens of the query that masked() costs.
  [[nodiscard]] std::size_t mask_tokens() const { return 1 + std::min(right_.size(), kAskedRight); }
  /// How many context tokens the cache lacks.
  [[nodiscard]] std::size_t missing_tokens() const {
    return context_.size() - cache_.match(context_);
  }
  /// What between() will be asked next, so that the next refresh() can answer it on its way; until
  /// the context changes. Either is as between() takes it.
  void set_look_back(std::size_t anchor, std::span<const int32_t> right);
  /// Tokens of that question; none where it was not asked or is answered.
  [[nodiscard]] std::size_t look_back_tokens() const;
  /// What refresh() evaluates beside the next word's distribution.
  struct Wishes {
    bool both_sides = false;  // masked(), where something stands to the right
    bool look_back = false;   // what set_look_back() asked
  };
  /// Evaluates what the cache lacks and, unless the causal guess counts alone, one [MASK], and what
  /// else is wished: all in one forward and one product with the vocabulary. On an error or
  /// cancellation what was stale stays so and the cache stays valid.
  Status refresh(const CancelToken& cancel, const Wishes& wishes);
  Status refresh(const CancelToken& cancel) { return refresh(cancel, Wishes()); }

  /// Forgets KV states and distributions, and gives their memory back; the context stays, and the
  /// next refresh() evaluates all of it.
  void trim();

  /// log P(first piece) for every piece, V values; meaningful when fresh().
  [[nodiscard]] std::span<const float> log_probs() const { return log_probs_; }
  /// log P(first piece | left, right) by the model's [MASK] alone, [V]; empty without a right side
  /// or when it was not asked for.
  [[nodiscard]] std::span<const float> masked() const { return masked_; }
  /// The context that log_probs_before() follows.
  [[nodiscard]] const std::vector<int32_t>& context_before() const { return before_.context; }
  /// The distribution of the context before this one, for the word that was committed last; empty
  /// when that one was never evaluated, or is not what came right before.
  [[nodiscard]] std::span<const float> log_probs_before() const { return before_.log_probs; }
  /// log P(`pieces`) where `log_probs` [V] is the first piece's distribution; pieces after it are
  /// estimated from the n-grams, or from the vocabulary's unigram.
  [[nodiscard]] double estimate(std::span<const float> log_probs,
                                std::span<const int32_t> pieces) const;
  /// log P(continuation | context) for several at once: the branches of a tree behind the context,
  /// in one forward. The cache is left as it was. kInvalidArgument for an empty branch or one that
  /// is too long; refreshes first.
  Result<std::vector<double>> evaluate(std::span<const std::vector<int32_t>> branches,
                                       const CancelToken& cancel);
  /// log P(next piece | the context, `pieces` behind it) for every piece, [V]: what would follow if
  /// they were committed. The cache is left as it was. kInvalidArgument for no pieces or too many;
  /// refreshes first.
  Result<std::vector<float>> following(std::span<const int32_t> pieces, const CancelToken& cancel);
  /// As log_probs(), of the context's first `anchor` tokens, which the cache knows: costs no
  /// forward, and nothing at all for the two contexts before this one. kInvalidArgument for an
  /// anchor outside the context; refreshes first.
  Result<std::vector<float>> alone(std::size_t anchor, const CancelToken& cancel);
  /// log P(first piece of a word | what is left and right of it), [V]: the context's first
  /// `anchor` tokens stand left of it, `right` (at most kMostRight pieces) right of it. The tokens
  /// before `anchor` must be those of the present context.
  Result<std::vector<float>> between(std::size_t anchor, std::span<const int32_t> right,
                                     const CancelToken& cancel);
  static constexpr std::size_t kMostRight = 5;  // what the model was trained with
  /// What refresh() asks it with: further pieces tell the word in front of them little more.
  static constexpr std::size_t kAskedRight = 3;
  /// Tokens of the context, the begin mark included.
  [[nodiscard]] const std::vector<int32_t>& context() const { return context_; }

  [[nodiscard]] int64_t tokens_evaluated() const { return tokens_evaluated_; }
  [[nodiscard]] int64_t tokens_reused() const { return tokens_reused_; }

 private:
  void make_room();
  [[nodiscard]] QueryBlock mask_between(std::size_t anchor, std::span<const int32_t> right) const;
  /// The features whose logits are the next word's.
  std::span<const float> next_word_features(std::span<const float> mask_features);
  void keep_distribution();
  void forget_look_back();
  /// log P(next piece) from the features of the last token of `context`, with the n-grams, [V].
  Status distribution(std::span<const int32_t> context, std::span<const float> features,
                      std::vector<float>* out);
  /// The same from the model's probabilities, in their place.
  void mix_ngrams(std::span<const int32_t> context, std::span<float> probabilities);
  [[nodiscard]] Status check_branch(std::span<const int32_t> pieces) const;
  [[nodiscard]] Status check_branches(std::span<const std::vector<int32_t>> branches) const;

  const MobileBert& model_;
  const Tokenizer& tokenizer_;
  const NgramTable* ngrams_;
  double causal_weight_;
  KvCache cache_;
  std::vector<int32_t> context_;
  std::vector<int32_t> right_;
  std::vector<float> log_probs_;
  std::vector<float> masked_;
  /// A distribution of before, with its context, a beginning of the present one; or empty.
  struct Past {
    std::vector<int32_t> context;
    std::vector<float> log_probs;
  };
  Past before_;   // the context that was evaluated before this one
  Past earlier_;  // the one before that
  // The question of set_look_back(), and log P(first piece), [V], once it is answered.
  std::size_t back_anchor_ = 0;
  std::vector<int32_t> back_right_;
  std::vector<float> back_log_probs_;
  std::vector<float> features_;
  std::vector<float> rows_;  // features whose product is wanted, [rows][head_size]
  bool fresh_ = false;
  int64_t tokens_evaluated_ = 0;
  int64_t tokens_reused_ = 0;
};

}  // namespace inkling
