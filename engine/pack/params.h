// The learned numbers of ranking, read from a pack's decoder.json ("ranking" object).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "engine/decoder/number_fields.h"
#include "platform/result.h"

namespace inkling {

/// All scores are nats. Defaults serve a pack without numbers of its own.
struct RankingParams {
  // Weight of log P(keys | word) against log P(word | context).
  double channel_weight = 1.0;
  // Weight of the causal guess of the last committed token against the [MASK] guess; taken from
  // the model's config when negative.
  double causal_weight = -1.0;
  // Share of the lexicon's unigram in the word distribution: a floor under the model's blind spots.
  double unigram_share = 0.06;
  // The same where no text stands before the word: it may be anything, not only a first word.
  double unigram_share_alone = 0.5;
  // A word that nobody knows: log P = unknown_share + unknown_letters * log P(letters); without a
  // letter model unknown_start + letters * unknown_per_letter. Names are spelled more freely than
  // the lexicon's words, so that their letters count less than in full.
  double unknown_share = -4.0;
  double unknown_letters = 0.8;
  double unknown_start = -9.0;
  double unknown_per_letter = -1.6;
  // Cost of each letter that a correction adds behind what was typed, and a completion.
  double unfinished_per_letter = 1.5;
  double completion_per_letter = 0.0;
  // By how much a completion must beat the other candidates for the first place of the strip: the
  // word may have been typed in full, and the second and third place are there for completions.
  double completion_first = 1.5;
  // An earlier word is offered anew when its right context favours another by this margin.
  double recorrection_margin = 2.0;
  // Of what stands right of the cursor (RightSide): the share of the [MASK], the exponent of the
  // n-grams, and the chance that more than one word is missing, before words and before an end
  // mark.
  double right_mask = 0.2;
  double right_ngrams = 0.7;
  double right_more = 0.2;
  double right_more_at_end = 0.5;
  // Chance that the next word is in the language of the one before, where packs are mixed.
  double language_stays = 0.92;
};

/// The numbers of `params` by name, for reading, writing and fitting.
std::vector<NumberField> ranking_fields(RankingParams* params);
/// From an object that holds the section "ranking", or does not; fields that are missing keep their
/// defaults. kCorrupt names the offending field.
Result<RankingParams> ranking_from_json(const nlohmann::json& json);

/// How far words that were used more, or less, than the model expected are given more, or less, of
/// the probability (unigram rescaling: Kneser, Peters and Klakow 1997): by
/// weight * log((uses + prior) / (expected uses + prior)) nats, within bounds.
struct HabitParams {
  double weight = 0.7;
  double prior = 0.5;   // uses
  double most = 3;      // nats
  double least = -0.5;  // nats
  double fades = 1386;  // words until a use counts half
};
/// The same of what is used lately ("habit" object).
std::vector<NumberField> habit_fields(HabitParams* params);
Result<HabitParams> habit_from_json(const nlohmann::json& json);

/// The same of how much what a person typed counts ("history" object).
std::vector<NumberField> history_fields(HistoryWeights* weights);
Result<HistoryWeights> history_from_json(const nlohmann::json& json);

}  // namespace inkling
