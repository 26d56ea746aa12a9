#include "engine/pack/params.h"

#include <nlohmann/json.hpp>

namespace inkling {

std::vector<NumberField> ranking_fields(RankingParams* params) {
  constexpr double kMost = 100;
  return {{"channel_weight", &params->channel_weight, 0, kMost, "nats per nat",
           "weight of the cost of slips against the word's probability"},
          {"causal_weight", &params->causal_weight, -1, 1, "share",
           "weight of the last token's own guess; negative: the model's config says"},
          {"unigram_share", &params->unigram_share, 1e-6, 1, "share",
           "of the lexicon in a word's probability: a floor under the model"},
          {"unigram_share_alone", &params->unigram_share_alone, 1e-6, 1, "share",
           "the same where no text stands before the word"},
          {"unknown_share", &params->unknown_share, -kMost, 0, "nats", "that a word is in no list"},
          {"unknown_letters", &params->unknown_letters, 0, 10, "nats per nat",
           "how much its letters count then"},
          {"unknown_start", &params->unknown_start, -kMost, 0, "nats",
           "the same without a letter model"},
          {"unknown_per_letter", &params->unknown_per_letter, -kMost, 0, "nats per letter",
           "the same without a letter model"},
          {"unfinished_per_letter", &params->unfinished_per_letter, 0, kMost, "nats per letter",
           "that a correction adds behind what was typed"},
          {"completion_per_letter", &params->completion_per_letter, 0, kMost, "nats per letter",
           "that a completion adds"},
          {"completion_first", &params->completion_first, 0, kMost, "nats",
           "by which a completion must lead for the first place"},
          {"recorrection_margin", &params->recorrection_margin, 0, kMost, "nats",
           "by which an earlier word's other reading must lead"},
          {"right_mask", &params->right_mask, 0, 1, "share",
           "of the [MASK] where text stands right of the cursor"},
          {"right_ngrams", &params->right_ngrams, 0, 10, "nats per nat",
           "weight of the n-grams over the text to the right"},
          {"right_more", &params->right_more, 1e-6, 1, "probability",
           "that more than one word is missing before the text to the right"},
          {"right_more_at_end", &params->right_more_at_end, 1e-6, 1, "probability",
           "the same before an end mark alone"},
          {"language_stays", &params->language_stays, 0.5, 1, "probability",
           "that the next word is in the language of the one before"}};
}

Result<RankingParams> ranking_from_json(const nlohmann::json& json) {
  RankingParams params;
  if (Status read = read_numbers(json, "ranking", ranking_fields(&params)); !read.ok()) {
    return read.error();
  }
  return params;
}

std::vector<NumberField> history_fields(HistoryWeights* weights) {
  constexpr double kMost = 1e6;
  constexpr double kMostNats = 30;
  std::vector<NumberField> out = {
      {"anywhere_most", &weights->anywhere_most, 0, 1, "share",
       "that the words used at all take at most"},
      {"anywhere_prior", &weights->anywhere_prior, 1e-6, kMost, "uses",
       "of all words together at which they take half of that"},
      {"behind_one_uses", &weights->behind_one_uses, 0, kMost, "uses",
       "that all words behind one word count for behind two"},
      {"old", &weights->old, 0, 1, "of a use", "that stays for as long as it is remembered"},
      {"old_evidence", &weights->old_evidence, 0, 1, "of a use",
       "the same, for how far the uses are believed"},
      {"fades", &weights->fades, 1, kMost, "words", "until a half of the rest is left"},
      {"step", &weights->step, 0, 1, "nats", "of learning the shares"},
      {"quick_step", &weights->quick_step, 0, 10, "nats", "of learning them for a while"},
      {"quick_kept", &weights->quick_kept, 0, 1, "share", "of that, from word to word"},
      {"expected", &weights->expected, 1e-6, 1, "probability", "of a model that was not asked"}};
  const auto gate = [&out](const char* const(&names)[4], HistoryGateWeights* numbers) {
    out.push_back({names[0], &numbers->bias, -kMostNats, kMostNats, "nats", "for one use"});
    out.push_back(
        {names[1], &numbers->per_log_use, -kMostNats, kMostNats, "nats per nat", "for more uses"});
    out.push_back(
        {names[2], &numbers->per_agreement, -kMostNats, kMostNats, "nats", "when all uses agree"});
    out.push_back({names[3], &numbers->per_common, -kMostNats, kMostNats, "nats per nat",
                   "for a commoner word before"});
  };
  gate({"behind_one_bias", "behind_one_per_log_use", "behind_one_per_agreement",
        "behind_one_per_common"},
       &weights->behind_one);
  gate({"behind_two_bias", "behind_two_per_log_use", "behind_two_per_agreement",
        "behind_two_per_common"},
       &weights->behind_two);
  gate({"retyped_bias", "retyped_per_log_use", "retyped_per_agreement", "retyped_per_common"},
       &weights->retyped);
  return out;
}

std::vector<NumberField> habit_fields(HabitParams* params) {
  return {{"weight", &params->weight, 0, 10, "nats per nat",
           "by which a word gains that is used more than the model expects"},
          {"prior", &params->prior, 1e-3, 1e6, "uses", "expected and seen of every word"},
          {"most", &params->most, 0, 30, "nats", "that a word gains"},
          {"least", &params->least, -30, 0, "nats", "that a word loses"},
          {"fades", &params->fades, 1, 1e9, "words", "until a use counts half"}};
}

Result<HabitParams> habit_from_json(const nlohmann::json& json) {
  HabitParams params;
  if (Status read = read_numbers(json, "habit", habit_fields(&params)); !read.ok()) {
    return read.error();
  }
  return params;
}

Result<HistoryWeights> history_from_json(const nlohmann::json& json) {
  HistoryWeights weights;
  if (Status read = read_numbers(json, "history", history_fields(&weights)); !read.ok()) {
    return read.error();
  }
  return weights;
}

}  // namespace inkling
