#include "engine/ranking/params.h"

#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

namespace inkling {

Result<RankingParams> load_ranking_params(const std::string& path) {
  std::ifstream file(path);
  if (!file) return make_error(ErrorCode::kNotFound, path + ": cannot be read");
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    return make_error(ErrorCode::kCorrupt, path + ": not a JSON object; reinstall the pack");
  }
  RankingParams params;
  const auto section = json.find("ranking");
  if (section == json.end()) return params;
  if (!section->is_object()) {
    return make_error(ErrorCode::kCorrupt, path + ": \"ranking\" must be an object");
  }
  const std::array<std::pair<const char*, double*>, 11> fields = {{
      {"channel_weight", &params.channel_weight},
      {"history_strength", &params.history_strength},
      {"history_max", &params.history_max},
      {"causal_weight", &params.causal_weight},
      {"unigram_share", &params.unigram_share},
      {"unknown_start", &params.unknown_start},
      {"unknown_per_letter", &params.unknown_per_letter},
      {"unfinished_per_letter", &params.unfinished_per_letter},
      {"autocorrect_margin", &params.autocorrect_margin},
      {"autocorrect_known_margin", &params.autocorrect_known_margin},
      {"most_lowered", &params.most_lowered},
  }};
  for (const auto& [name, value] : fields) {
    const auto found = section->find(name);
    if (found == section->end()) continue;
    if (!found->is_number() || !std::isfinite(found->get<double>())) {
      return make_error(ErrorCode::kCorrupt,
                        path + ": ranking." + name + " must be a finite number");
    }
    *value = found->get<double>();
  }
  return params;
}

}  // namespace inkling
