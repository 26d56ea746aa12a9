// The learned or chosen numbers of ranking, read from a pack's decoder.json ("ranking" object).
#pragma once

#include <string>

#include "platform/result.h"

namespace inkling {

/// All scores are nats. Defaults serve a pack without numbers of its own.
struct RankingParams {
  // Weight of log P(keys | word) against log P(word | context).
  double channel_weight = 1.0;
  // lambda = evidence / (evidence + history_strength), at most history_max.
  double history_strength = 6.0;
  double history_max = 0.7;
  // Weight of the causal guess of the last committed token against the [MASK] guess; taken from
  // the model's config when negative.
  double causal_weight = -1.0;
  // Share of the lexicon's unigram in the word distribution: a floor under the model's blind spots.
  double unigram_share = 0.06;
  // A word that nobody knows: log P = start + letters * per_letter.
  double unknown_start = -9.0;
  double unknown_per_letter = -1.6;
  // Cost of each letter that a correction adds behind what was typed.
  double unfinished_per_letter = 2.0;
  // Autocorrect when the best word's posterior beats the literal's by this margin.
  double autocorrect_margin = 1.2;
  // Added to the margin when the literal is itself a known word.
  double autocorrect_known_margin = 5.0;
  // Evaluating a word piece by piece may lower its score by at most this: the estimate stands for
  // what other parts know about it.
  double most_lowered = 4.0;
};

/// Reads the "ranking" object of `path`; fields that are missing keep their defaults. kNotFound,
/// kCorrupt with the offending field.
Result<RankingParams> load_ranking_params(const std::string& path);

}  // namespace inkling
