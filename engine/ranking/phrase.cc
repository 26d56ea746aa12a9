#include "engine/ranking/phrase.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/ranking/phrase_words.h"

namespace inkling {
namespace {

constexpr std::size_t kMostWords = 4;
constexpr std::size_t kMostPieces = 12;  // of the suggestion and the phrase together
constexpr std::size_t kConsidered = 3;   // words of the model and of the history, each time
// A word is shown when it is likelier than not: ghost text that is wrong is noise.
constexpr double kLikelyEnough = 0.5;

/// The likeliest next word, if it is likely enough.
std::optional<std::string> next_word(const EngineParts& parts, const WordScorer& scorer) {
  std::optional<std::string> best;
  double best_log_prob = std::log(kLikelyEnough);
  const auto consider = [&](const std::string& word) {
    if (word.empty() || parts.history->is_blocked(word)) return;
    const double log_prob = scorer.score(word).log_prob;
    if (log_prob <= best_log_prob || scorer.offensive(word)) return;
    best_log_prob = log_prob;
    best = word;
  };
  for (const PredictedWord& word : scorer.predict("", kConsidered)) consider(word.word->text);
  for (const HistoryScore& said : parts.history->predict(scorer.history_place(), "", kConsidered)) {
    consider(said.word);
  }
  return best;
}

}  // namespace

std::string phrase_after(const EngineParts& parts, std::string_view first,
                         const SuggestOptions& options, Ranker* ranker) {
  LanguageSession& session = *ranker->languages().front();
  Predictor* predictor = session.predictor();
  WordContext at = ranker->context().words;
  at.nothing_before = false;
  std::vector<int32_t> pieces;
  const auto append = [&](std::string_view words) {
    for_each_word(words, [&](std::string_view word) {
      at.before_last = std::move(at.last);
      at.last = word;
      if (predictor == nullptr) return;
      const auto more = session.language().tokenizer->encode_unit(word);
      pieces.insert(pieces.end(), more.begin(), more.end());
    });
  };
  append(first);
  std::string out;
  TimeBudget& budget = ranker->budget();
  for (std::size_t i = 0; i < kMostWords && !at.last.empty(); ++i) {
    if (pieces.size() > kMostPieces || options.cancel.cancelled()) break;
    std::vector<float> log_probs;
    if (predictor != nullptr) {
      const std::size_t tokens = predictor->following_tokens(pieces.size());
      if (options.deadline.remaining_nanos() < static_cast<int64_t>(budget.forward(tokens))) break;
      const int64_t start = budget.now();
      auto following = predictor->following(pieces, options.cancel);
      if (!following) break;
      budget.forward_took(tokens, budget.now() - start);
      log_probs = std::move(*following);
    }
    const auto word = next_word(parts, session.scorer_between(at, log_probs));
    if (!word) break;
    out += ' ';
    out += *word;
    append(*word);
  }
  return out;
}

}  // namespace inkling
