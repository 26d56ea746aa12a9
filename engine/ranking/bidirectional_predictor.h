// The next-word distribution by a published checkpoint, which looks both ways.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/model/mobilebert.h"
#include "engine/ranking/predictor.h"

namespace inkling {

/// Reads the model at [MASK] in `[CLS] left [MASK] right [SEP]`, a window of bounded length that is
/// evaluated anew whenever anything in it changes: every token sees every other, so nothing of a
/// forward can be used for the next. What was worked out stays until then, so that letters typed
/// inside a word cost no forward.
///
/// log_probs() is of words of one piece, given that a word comes: a mask in front of the end of a
/// text is mostly a full stop, which is no suggestion. A word of k pieces is read at k masks in a
/// row, one forward for all words of k pieces (docs/decisions/0022-bidirectional.md).
class BidirectionalPredictor final : public Predictor {
 public:
  BidirectionalPredictor(const MobileBert& model, const Tokenizer& tokenizer);

  [[nodiscard]] std::size_t mask_tokens() const override { return 0; }
  /// All of the window.
  [[nodiscard]] std::size_t missing_tokens() const override;
  [[nodiscard]] std::size_t evaluation_tokens(
      std::span<const std::vector<int32_t>> branches) const override;
  [[nodiscard]] std::size_t following_tokens(std::size_t pieces) const override;

  /// A forward for the next word and one for the look back.
  Status refresh(const CancelToken& cancel, const Wishes& wishes) override;
  using Predictor::refresh;
  void trim() override;

  /// Later pieces cost what pieces inside a word, and words, cost on average.
  [[nodiscard]] double estimate(std::span<const float> log_probs,
                                std::span<const int32_t> pieces) const override;
  /// One forward for each number of pieces that was not asked for since the surroundings changed.
  Result<std::vector<double>> evaluate(std::span<const std::vector<int32_t>> branches,
                                       const CancelToken& cancel) override;
  /// One forward.
  Result<std::vector<float>> following(std::span<const int32_t> pieces,
                                       const CancelToken& cancel) override;
  /// One forward.
  Result<std::vector<float>> alone(std::size_t anchor, const CancelToken& cancel) override;

  static constexpr std::size_t kMostRight = 32;  // pieces to the right of a window
  static constexpr std::size_t kMostMasks = 6;   // longer words and phrases keep their estimate

 private:
  using Rows = std::vector<std::vector<float>>;  // log P(piece), [V] each

  void surroundings_changed() override { by_masks_.clear(); }
  [[nodiscard]] std::size_t look_back_cost() const override;
  /// [CLS], what stands left of `anchor`, `middle`, `right`, [SEP]; `first`: where `middle` begins.
  [[nodiscard]] std::vector<int32_t> window(std::size_t anchor, std::span<const int32_t> middle,
                                            std::span<const int32_t> right,
                                            std::size_t* first) const;
  /// log P(piece) at the last `count` tokens of `middle`, in a window.
  Result<Rows> read(std::size_t anchor, std::span<const int32_t> middle, std::size_t count,
                    std::span<const int32_t> right, const CancelToken& cancel);
  /// The same at one mask, as log_probs() is.
  Result<std::vector<float>> read_word(std::size_t anchor, std::span<const int32_t> before,
                                       std::span<const int32_t> right, const CancelToken& cancel);
  /// log P(piece at each of `count` masks), kept until the surroundings change.
  Result<const Rows*> at_masks(std::size_t count, const CancelToken& cancel);
  /// Leaves pieces that no word begins with, and shares out their probability.
  void keep_words(std::span<float> log_probs) const;
  [[nodiscard]] bool goes_on(std::span<const int32_t> pieces, std::size_t at) const;

  std::vector<bool> begins_word_;  // by piece
  std::map<std::size_t, Rows> by_masks_;
};

}  // namespace inkling
