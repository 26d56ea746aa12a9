#include "tools/json_output.h"

#include <cstdio>

namespace inkling {

nlohmann::ordered_json suggestions_json(const Suggestions& suggestions) {
  using nlohmann::ordered_json;
  ordered_json items = ordered_json::array();
  for (const Suggestion& s : suggestions.items) {
    ordered_json source = ordered_json::array();
    if ((s.sources & kSourceModel) != 0) source.push_back("model");
    if ((s.sources & kSourceLexicon) != 0) source.push_back("lexicon");
    if ((s.sources & kSourceHistory) != 0) source.push_back("history");
    items.push_back({{"text", s.text},
                     {"kind", suggestion_kind_name(s.kind)},
                     {"score", s.score},
                     {"autocorrect", s.autocorrect},
                     {"source", std::move(source)}});
  }
  ordered_json stages = ordered_json::array();
  for (const Stage stage : suggestions.stages) stages.push_back(stage_name(stage));
  return {{"suggestions", std::move(items)},
          {"stages", std::move(stages)},
          {"micros", suggestions.micros}};
}

bool print_json(const nlohmann::ordered_json& json) {
  const std::string text = json_text(json) + "\n";
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return std::fflush(stdout) == 0 && written;
}

}  // namespace inkling
