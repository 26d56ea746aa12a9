// log P(word | context, person): model, lexicon and history in one distribution.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/history/history.h"
#include "engine/lexicon/lexicon.h"
#include "engine/pack/params.h"
#include "engine/pack/word_pieces.h"
#include "engine/ranking/context_snapshot.h"
#include "engine/ranking/habit.h"
#include "engine/ranking/predictor.h"
#include "engine/ranking/right_side.h"
#include "engine/ranking/word_book.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// What a score stands on. Everything but the book, the history and the parameters may be missing
/// (null).
struct ScorerParts {
  WordBook* book = nullptr;
  const Lexicon* lexicon = nullptr;
  const Tokenizer* tokenizer = nullptr;
  const WordPieces* pieces = nullptr;
  const Predictor* predictor = nullptr;
  // log P of the first piece, [V]; empty when there is none: the unigram takes its place.
  std::span<const float> log_probs = {};
  // What stands right of the word; null where nothing does, or nobody knows what it says.
  const RightSide* right = nullptr;
  // The pieces left of the word, where they are others than those that `right` was made for.
  std::span<const int32_t> left = {};
  const History* history = nullptr;
  const Habit* habit = nullptr;
  const RankingParams* params = nullptr;
  // Names the context, so that a score is worked out once in it; 0: it has no name.
  uint64_t context = 0;
};

/// A word with the probability that the vocabulary's whole-word pieces give it, case forms summed.
struct PredictedWord {
  const WordFacts* word;  // the most probable way of writing it that the lexicon allows
  double log_prob = 0;
};

/// Scores words in one context. Cheap to make; used by one thread, while its parts stay as they
/// are.
class WordScorer {
 public:
  WordScorer(const ScorerParts& parts, const WordContext& context);

  /// `word` in true case. Unknown words get a letter-wise guess.
  [[nodiscard]] WordScore score(std::string_view word) const {
    return in_context(parts_.book->facts(word)).score;
  }
  /// The score, and whether the person wants to see the word at all. `facts`: of this book.
  [[nodiscard]] WordInContext in_context(const WordFacts& facts) const;
  /// The model's part of score(): log P(pieces | context) as evaluated in place of the estimate.
  /// `evaluated` is the model's log P of the whole word.
  [[nodiscard]] WordScore score(std::string_view word, double evaluated) const;
  /// Pieces of a word when no single one holds it; empty otherwise, or without a model.
  [[nodiscard]] const std::vector<int32_t>& spelled(std::string_view word) const;
  /// The most probable single-piece words that begin with `prefix` (lower case; "" for all).
  [[nodiscard]] std::vector<PredictedWord> predict(std::string_view prefix,
                                                   std::size_t limit) const;
  /// How a key of the vocabulary is written: the most probable piece that the lexicon allows, else
  /// the lexicon's commonest form; null when the lexicon does not know it.
  [[nodiscard]] const WordFacts* surface(const WordPieces::Entry* first,
                                         const WordPieces::Entry* last) const;
  /// Is `word` mostly written with another case here ("google", "march" as the month)? The model
  /// says, where there is one; without it, how common the ways of writing are.
  [[nodiscard]] bool wants_other_case(std::string_view word) const;
  [[nodiscard]] bool has_model() const { return model_ready_; }
  /// The model's estimate for pieces in this context; only with a model.
  [[nodiscard]] double estimate(std::span<const int32_t> pieces) const {
    return parts_.predictor->estimate(parts_.log_probs, pieces);
  }
  /// What stands to the right says of a word or phrase of these pieces: WordScore::right.
  [[nodiscard]] double right_gain(std::span<const int32_t> pieces) const;
  /// Does running text hold the word, though the lexicon does not?
  [[nodiscard]] bool seen(std::string_view word) const { return parts_.book->facts(word).seen; }
  /// Is it one of the words that are never offered unasked?
  [[nodiscard]] bool offensive(std::string_view word) const {
    return (parts_.book->facts(word).flags & kWordOffensive) != 0;
  }
  /// The words before, in the history; only with one.
  [[nodiscard]] const HistoryPlace& history_place() const { return place_; }
  /// log P of a word without its context.
  [[nodiscard]] double alone_log_prob(std::string_view word) const;

 private:
  [[nodiscard]] double model_log_prob(const WordFacts& facts) const;
  [[nodiscard]] double right_gain(const WordFacts& facts) const;
  /// log P of a word of the vocabulary, its case forms summed, with what stands to the right.
  [[nodiscard]] double with_right_side(const WordPieces::Entry* first,
                                       const WordPieces::Entry* last) const;
  [[nodiscard]] WordScore combine(std::string_view word, const WordFacts& facts,
                                  double model) const;

  ScorerParts parts_;
  HistoryPlace place_;  // of the words before
  bool model_ready_ = false;
  double history_share_ = 0;
  double unigram_share_ = 0;
};

}  // namespace inkling
