// Everything that may be meant, in one pool, under one score.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "engine/pack/params.h"
#include "engine/ranking/word_scorer.h"

namespace inkling {

/// A word, or several, that may be meant.
struct Candidate {
  std::string text;  // true case
  std::string key;   // lower case
  SuggestionKind kind = SuggestionKind::kPrediction;
  double channel = 0;        // nats, cost of the slips
  int remaining = 0;         // letters that are not typed yet
  uint8_t flags = 0;         // LexiconFlag bits
  std::size_t language = 0;  // whose word it is
  WordScore word;            // P(word | context, person) and its parts
  double prior = 0;          // nats: log P(language)
  double paid = 0;           // nats: what the committed text that would give way costs
  double score = 0;          // nats: log posterior up to a constant
  std::string replaces;      // committed text that it would take the place of, if any
  bool looks_back = false;   // of two words it changes the committed one alone
};

/// By how many nats it must lead for the first place of the strip.
double first_place_cost(SuggestionKind kind, int remaining, const RankingParams& params);

/// Nats that the letters still to come cost on the strip.
double unfinished_cost(SuggestionKind kind, int remaining, const RankingParams& params);

/// log posterior up to a constant, from a candidate's parts.
double candidate_score(const Candidate& candidate, const RankingParams& params);

/// The same when the word is over: each letter still to come was left out at `omission` nats.
double finished_score(const Candidate& candidate, const RankingParams& params, double omission);

/// Best first. The first place is judged as if the word were typed in full: completions have to
/// beat the best of the others by completion_first. Whoever adds candidates orders them by this.
void order_candidates(const RankingParams& params, std::vector<Candidate>* items);

/// Candidates by key, each once, in its likeliest reading. Used by one thread.
class CandidatePool {
 public:
  /// Empty; memory is kept.
  void clear();
  /// The score that a candidate with this key has to exceed to be taken, if there is one.
  [[nodiscard]] std::optional<double> score_of(std::string_view key) const;
  /// Adds, or keeps the one of both that has the higher score.
  void add(Candidate candidate);
  /// By order_candidates().
  void sort(const RankingParams& params);
  [[nodiscard]] std::vector<Candidate>& items() { return items_; }

 private:
  /// Where the key is in slots_, or would have to be.
  [[nodiscard]] std::size_t slot_of(std::string_view key) const;
  void index();

  std::vector<Candidate> items_;
  std::vector<uint32_t> slots_;  // index + 1 of an item, 0: none; a power of two of them
};

}  // namespace inkling
