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
  std::vector<NumberField> out;
  const auto level = [&out](const char* const(&names)[3], HistoryLevel* numbers) {
    out.push_back({names[0], &numbers->discount, 0, kMost, "uses", "taken off each word's"});
    out.push_back({names[1], &numbers->prior, 1e-6, kMost, "uses",
                   "at which the words that were typed there count a half"});
    out.push_back({names[2], &numbers->most, 0, 1, "share", "that they take at most"});
  };
  level({"cautious_anywhere_discount", "cautious_anywhere_prior", "cautious_anywhere_most"},
        &weights->cautious.anywhere);
  level({"cautious_behind_one_discount", "cautious_behind_one_prior", "cautious_behind_one_most"},
        &weights->cautious.behind_one);
  level({"cautious_behind_two_discount", "cautious_behind_two_prior", "cautious_behind_two_most"},
        &weights->cautious.behind_two);
  level({"sure_anywhere_discount", "sure_anywhere_prior", "sure_anywhere_most"},
        &weights->sure.anywhere);
  level({"sure_behind_one_discount", "sure_behind_one_prior", "sure_behind_one_most"},
        &weights->sure.behind_one);
  level({"sure_behind_two_discount", "sure_behind_two_prior", "sure_behind_two_most"},
        &weights->sure.behind_two);
  out.push_back({"trust_at_start", &weights->trust_at_start, 0, 1, "probability",
                 "that the sure way of weighing is right"});
  out.push_back({"change", &weights->change, 0, 0.5, "probability",
                 "that the other way is right from the next word on"});
  out.push_back({"expected", &weights->expected, 1e-6, 1, "probability",
                 "of a model for a word that the history knows at its place"});
  return out;
}

Result<HistoryWeights> history_from_json(const nlohmann::json& json) {
  HistoryWeights weights;
  if (Status read = read_numbers(json, "history", history_fields(&weights)); !read.ok()) {
    return read.error();
  }
  return weights;
}

}  // namespace inkling
