// The next-word distribution of one text field, however the model works it out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/pack/language_parts.h"
#include "platform/cancel.h"
#include "platform/result.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// Keeps a context and the distribution that belongs to it. Two ways of working that out:
/// CausalPredictor, of our packs, reuses what it knows of the tokens before;
/// BidirectionalPredictor, of published checkpoints, evaluates a bounded window anew. Used by one
/// thread at a time; what it is made of is borrowed and must outlive it.
class Predictor {
 public:
  virtual ~Predictor() = default;
  Predictor(const Predictor&) = delete;
  Predictor& operator=(const Predictor&) = delete;

  /// The committed text left of the word being typed. Only tokenises: evaluation waits for
  /// refresh(). A context of more than the model's max_context tokens loses its oldest half, always
  /// at the same places.
  void set_context(std::string_view text);
  /// The pieces right of the cursor, in the same sentence; empty where nothing stands there.
  void set_right(std::vector<int32_t> pieces);
  [[nodiscard]] const std::vector<int32_t>& right() const { return right_; }
  /// The most pieces to the right that are listened to.
  [[nodiscard]] std::size_t most_right() const { return most_right_; }
  /// Does log_probs() speak of what stands to the right as well? Then there is no masked().
  [[nodiscard]] bool hears_both_sides() const { return both_sides_; }
  /// Does the distribution belong to the context?
  [[nodiscard]] bool fresh() const { return fresh_; }
  /// Does masked() belong to the context and what stands right of it? So where it is not needed.
  [[nodiscard]] bool masked_fresh() const {
    return both_sides_ || right_.empty() || !masked_.empty();
  }

  // What things cost, in tokens of a forward.
  /// masked().
  [[nodiscard]] virtual std::size_t mask_tokens() const = 0;
  /// refresh(), its own [MASK] left out.
  [[nodiscard]] virtual std::size_t missing_tokens() const = 0;
  /// What set_look_back() asked; none where it was not asked or is answered.
  [[nodiscard]] std::size_t look_back_tokens() const {
    return back_anchor_ == 0 || !back_log_probs_.empty() ? 0 : look_back_cost();
  }
  /// evaluate(); none where all is known.
  [[nodiscard]] virtual std::size_t evaluation_tokens(
      std::span<const std::vector<int32_t>> branches) const = 0;
  /// following() for so many pieces.
  [[nodiscard]] virtual std::size_t following_tokens(std::size_t pieces) const = 0;

  /// What between() will be asked next, so that the next refresh() can answer it on its way; until
  /// the context changes. Either is as between() takes it.
  void set_look_back(std::size_t anchor, std::span<const int32_t> right);
  /// What refresh() evaluates beside the next word's distribution.
  struct Wishes {
    bool both_sides = false;  // masked(), where something stands to the right
    bool look_back = false;   // what set_look_back() asked
  };
  /// Brings log_probs() up to date, and what else is wished. On an error or cancellation what was
  /// stale stays so.
  virtual Status refresh(const CancelToken& cancel, const Wishes& wishes) = 0;
  Status refresh(const CancelToken& cancel) { return refresh(cancel, Wishes()); }

  /// Forgets all that can be worked out again, and gives its memory back; the context stays.
  virtual void trim();

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
  /// estimated without the model.
  [[nodiscard]] virtual double estimate(std::span<const float> log_probs,
                                        std::span<const int32_t> pieces) const = 0;
  /// log P(continuation | context) for several at once. kInvalidArgument for an empty branch or one
  /// that is too long; refreshes first.
  virtual Result<std::vector<double>> evaluate(std::span<const std::vector<int32_t>> branches,
                                               const CancelToken& cancel) = 0;
  /// log P(next piece | the context, `pieces` behind it) for every piece, [V]: what would follow if
  /// they were committed. kInvalidArgument for no pieces or too many; refreshes first.
  virtual Result<std::vector<float>> following(std::span<const int32_t> pieces,
                                               const CancelToken& cancel) = 0;
  /// As log_probs(), of the context's first `anchor` tokens, with nothing right of them.
  /// kInvalidArgument for an anchor outside the context; refreshes first.
  virtual Result<std::vector<float>> alone(std::size_t anchor, const CancelToken& cancel) = 0;
  /// log P(first piece of a word | what is left and right of it), [V]: the context's first
  /// `anchor` tokens stand left of it, `right` (at most most_right() pieces) right of it. The
  /// tokens before `anchor` must be those of the present context.
  Result<std::vector<float>> between(std::size_t anchor, std::span<const int32_t> right,
                                     const CancelToken& cancel);
  /// Tokens of the context, the begin mark included.
  [[nodiscard]] const std::vector<int32_t>& context() const { return context_; }

  [[nodiscard]] int64_t forwards() const { return forwards_; }
  [[nodiscard]] int64_t tokens_evaluated() const { return tokens_evaluated_; }
  [[nodiscard]] int64_t tokens_reused() const { return tokens_reused_; }

 protected:
  Predictor(const MobileBert& model, const Tokenizer& tokenizer, std::size_t most_right,
            bool both_sides)
      : model_(model), tokenizer_(tokenizer), most_right_(most_right), both_sides_(both_sides) {}

  /// The context or what stands right of it is another now.
  virtual void surroundings_changed() = 0;
  [[nodiscard]] virtual std::size_t look_back_cost() const = 0;
  void forget_look_back();
  [[nodiscard]] Status check_anchor(std::size_t anchor) const;
  /// Are they pieces of the vocabulary?
  [[nodiscard]] Status check_pieces(std::span<const int32_t> pieces) const;

  /// A distribution of before, with its context; or empty.
  struct Past {
    std::vector<int32_t> context;
    std::vector<float> log_probs;
  };

  const MobileBert& model_;
  const Tokenizer& tokenizer_;
  std::vector<int32_t> context_;
  std::vector<int32_t> right_;
  std::vector<float> log_probs_;
  std::vector<float> masked_;
  // Beginnings of the present context:
  Past before_;   // the context that was evaluated before this one
  Past earlier_;  // the one before that
  Past left_;     // the one that was left for another text: no beginning of the present one
  // The question of set_look_back(), and log P(first piece), [V], once it is answered.
  std::size_t back_anchor_ = 0;
  std::vector<int32_t> back_right_;
  std::vector<float> back_log_probs_;
  bool fresh_ = false;
  void count_forward(std::size_t tokens) {
    if (tokens > 0) ++forwards_;
    tokens_evaluated_ += static_cast<int64_t>(tokens);
  }

  int64_t forwards_ = 0;
  int64_t tokens_evaluated_ = 0;
  int64_t tokens_reused_ = 0;

 private:
  void keep_distribution();
  Past take_past(std::span<const int32_t> context);

  std::size_t most_right_;
  bool both_sides_;
};

/// The one that suits the model; null without a model or a tokenizer.
std::unique_ptr<Predictor> make_predictor(const LanguageParts& language);

}  // namespace inkling
