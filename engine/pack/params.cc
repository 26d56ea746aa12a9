#include "engine/pack/params.h"

#include <nlohmann/json.hpp>

namespace inkling {

std::vector<NumberField> ranking_fields(RankingParams* params) {
  constexpr double kMost = 100;
  return {{"channel_weight", &params->channel_weight, 0, kMost},
          {"history_strength", &params->history_strength, 0, kMost},
          {"history_max", &params->history_max, 0, 1},
          {"causal_weight", &params->causal_weight, -1, 1},
          {"unigram_share", &params->unigram_share, 1e-6, 1},
          {"unigram_share_alone", &params->unigram_share_alone, 1e-6, 1},
          {"unknown_share", &params->unknown_share, -kMost, 0},
          {"unknown_letters", &params->unknown_letters, 0, 10},
          {"unknown_start", &params->unknown_start, -kMost, 0},
          {"unknown_per_letter", &params->unknown_per_letter, -kMost, 0},
          {"unfinished_per_letter", &params->unfinished_per_letter, 0, kMost},
          {"completion_per_letter", &params->completion_per_letter, 0, kMost},
          {"completion_first", &params->completion_first, 0, kMost},
          {"recorrection_margin", &params->recorrection_margin, 0, kMost},
          {"language_stays", &params->language_stays, 0.5, 1}};
}

Result<RankingParams> ranking_from_json(const nlohmann::json& json) {
  RankingParams params;
  if (Status read = read_numbers(json, "ranking", ranking_fields(&params)); !read.ok()) {
    return read.error();
  }
  return params;
}

}  // namespace inkling
