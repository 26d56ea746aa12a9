// Everything that may be meant, in one pool, under one score.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/decoder/decoder.h"
#include "engine/engine_parts.h"
#include "engine/inkling.h"
#include "engine/ranking/word_scorer.h"

namespace inkling {

/// A word that may be meant.
struct Candidate {
  std::string text;  // true case
  std::string key;   // lower case
  SuggestionKind kind = SuggestionKind::kPrediction;
  double channel = 0;   // nats, cost of the slips
  int remaining = 0;    // letters that are not typed yet
  uint8_t flags = 0;    // LexiconFlag bits
  double log_prob = 0;  // log P(word | context, person)
  double score = 0;     // log_prob - alpha * channel - …
  unsigned sources = 0;
};

/// Candidates by key, each once, with the cheapest explanation. Used by one thread.
class CandidatePool {
 public:
  /// Adds, or keeps the one of both that has the lower channel cost.
  void add(Candidate candidate);
  /// Scores all and sorts them, best first.
  void rank(const WordScorer& scorer, const RankingParams& params);
  [[nodiscard]] std::vector<Candidate>& items() { return items_; }
  [[nodiscard]] const std::vector<Candidate>& items() const { return items_; }
  void sort();

 private:
  std::vector<Candidate> items_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

/// What the keys and the context are asked for.
struct CandidateQuery {
  std::string_view typed;  // the composing text
  WordContext context;
  bool corrections = true;  // false where only what is typed may be completed
};

/// Words from the lattice, from the model's whole-word pieces and from the history; blocked and,
/// unless typed in full, offensive ones are left out. `decoder` may be null.
void collect_candidates(const EngineParts& parts, const Decoder* decoder, const WordScorer& scorer,
                        const CandidateQuery& query, const CancelToken& cancel,
                        CandidatePool* pool);

}  // namespace inkling
