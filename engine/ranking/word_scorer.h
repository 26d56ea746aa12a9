// log P(word | context, person): model, lexicon and history in one distribution.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cache/history.h"
#include "engine/lexicon/lexicon.h"
#include "engine/ranking/params.h"
#include "engine/ranking/predictor.h"
#include "engine/ranking/word_pieces.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// What a score stands on. Everything but the history may be missing (null).
struct ScorerParts {
  const Lexicon* lexicon = nullptr;
  const Tokenizer* tokenizer = nullptr;
  const WordPieces* pieces = nullptr;
  const Predictor* predictor = nullptr;  // null, or stale: the lexicon's unigram takes its place
  const History* history = nullptr;
  const RankingParams* params = nullptr;
};

/// The two words before the one that is scored; "" where a sentence starts.
struct WordContext {
  std::string before_last;
  std::string last;
};

struct WordScore {
  double log_prob = 0;   // nats
  unsigned sources = 0;  // Source bits: which parts gave it at least a fifth of its probability
};

/// A word with the probability that the vocabulary's whole-word pieces give it, case forms summed.
struct PredictedWord {
  std::string text;  // the most probable way of writing it that the lexicon allows
  double log_prob = 0;
};

/// Scores words in one context. Cheap to make; used by one thread, while its parts stay as they
/// are.
class WordScorer {
 public:
  WordScorer(const ScorerParts& parts, WordContext context);

  /// `word` in true case. Unknown words get a letter-wise guess.
  [[nodiscard]] WordScore score(std::string_view word) const;
  /// The most probable single-piece words that begin with `prefix` (lower case; "" for all).
  [[nodiscard]] std::vector<PredictedWord> predict(std::string_view prefix,
                                                   std::size_t limit) const;
  [[nodiscard]] bool has_model() const { return model_ready_; }
  /// log P of a word that is in no list: a character model of one number.
  [[nodiscard]] double unknown_log_prob(std::string_view word) const;

  /// log P of a word without its context.
  [[nodiscard]] double alone_log_prob(std::string_view word) const;

 private:
  [[nodiscard]] double lexicon_log_prob(std::string_view word) const;
  [[nodiscard]] double model_log_prob(std::string_view word, std::string_view key) const;
  [[nodiscard]] std::string allowed_surface(const std::string& key, const std::string& piece) const;

  ScorerParts parts_;
  WordContext context_;
  bool model_ready_ = false;
  double history_share_ = 0;
};

}  // namespace inkling
