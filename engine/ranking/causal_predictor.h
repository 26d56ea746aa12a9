// The next-word distribution by a model with a cacheable prefix.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "cache/kv/kv_cache.h"
#include "engine/model/mobilebert.h"
#include "engine/model/ngram.h"
#include "engine/ranking/predictor.h"

namespace inkling {

/// Keeps the committed tokens' KV states and the distribution that follows them.
class CausalPredictor final : public Predictor {
 public:
  /// `ngrams` may be null: then the model speaks alone.
  CausalPredictor(const MobileBert& model, const Tokenizer& tokenizer, const NgramTable* ngrams,
                  double causal_weight);

  [[nodiscard]] std::size_t mask_tokens() const override {
    return 1 + std::min(right_.size(), kAskedRight) + recalled_tokens();
  }
  /// How many context tokens the cache lacks.
  [[nodiscard]] std::size_t missing_tokens() const override {
    return context_.size() - cache_.match(context_);
  }
  [[nodiscard]] std::size_t evaluation_tokens(
      std::span<const std::vector<int32_t>> branches) const override;
  [[nodiscard]] std::size_t following_tokens(std::size_t pieces) const override {
    return pieces + recalled_tokens();
  }

  /// Evaluates what the cache lacks and, unless the causal guess counts alone, one [MASK], and what
  /// else is wished: all in one forward and one product with the vocabulary. On an error or
  /// cancellation the cache stays valid.
  Status refresh(const CancelToken& cancel, const Wishes& wishes) override;
  using Predictor::refresh;
  /// KV states go, too: the next refresh() evaluates all of the context.
  void trim() override;

  /// Later pieces by the n-grams, or by the vocabulary's unigram.
  [[nodiscard]] double estimate(std::span<const float> log_probs,
                                std::span<const int32_t> pieces) const override;
  /// The branches of a tree behind the context, in one forward. The cache is left as it was.
  Result<std::vector<double>> evaluate(std::span<const std::vector<int32_t>> branches,
                                       const CancelToken& cancel) override;
  /// The cache is left as it was.
  Result<std::vector<float>> following(std::span<const int32_t> pieces,
                                       const CancelToken& cancel) override;
  /// The cache knows those tokens: costs no forward, and nothing at all for the two contexts before
  /// this one.
  Result<std::vector<float>> alone(std::size_t anchor, const CancelToken& cancel) override;
  static constexpr std::size_t kMostRight = 5;  // what the model was trained with
  /// What refresh() asks it with: further pieces tell the word in front of them little more.
  static constexpr std::size_t kAskedRight = 3;

 private:
  void make_room();
  void surroundings_changed() override {}
  [[nodiscard]] std::size_t look_back_cost() const override { return 1 + back_right_.size(); }
  [[nodiscard]] QueryBlock mask_between(std::size_t anchor, std::span<const int32_t> right) const;
  /// The features whose logits are the next word's.
  std::span<const float> next_word_features(std::span<const float> mask_features);
  /// log P(next piece) from the features of the last token of `context`, with the n-grams, [V].
  Status distribution(std::span<const int32_t> context, std::span<const float> features,
                      std::vector<float>* out);
  /// The same from the model's probabilities, in their place.
  void mix_ngrams(std::span<const int32_t> context, std::span<float> probabilities);
  /// Those of a context whose distribution is known, but whose states gave way to another's: asking
  /// on evaluates them first.
  [[nodiscard]] std::size_t recalled_tokens() const { return fresh_ ? missing_tokens() : 0; }
  /// How branches share rows: one that begins as another does is part of it.
  struct BranchPlan {
    std::vector<QueryBlock> blocks;
    std::vector<std::size_t> first_rows;  // of each branch
    std::size_t rows = 0;                 // of all blocks
  };
  [[nodiscard]] BranchPlan plan(std::span<const std::vector<int32_t>> branches) const;
  [[nodiscard]] Status check_branch(std::span<const int32_t> pieces) const;
  [[nodiscard]] Status check_branches(std::span<const std::vector<int32_t>> branches) const;

  const NgramTable* ngrams_;
  double causal_weight_;
  KvCache cache_;
  std::vector<float> features_;
  std::vector<float> rows_;  // features whose product is wanted, [rows][head_size]
};

}  // namespace inkling
