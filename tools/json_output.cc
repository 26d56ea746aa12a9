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
    if (!s.replaces.empty()) items.back()["replaces"] = s.replaces;
  }
  ordered_json stages = ordered_json::array();
  for (const Stage stage : suggestions.stages) stages.push_back(stage_name(stage));
  return {{"suggestions", std::move(items)},
          {"stages", std::move(stages)},
          {"micros", suggestions.micros}};
}

void add_why(const Suggestions& suggestions, nlohmann::ordered_json* json) {
  using nlohmann::ordered_json;
  for (std::size_t i = 0; i < suggestions.items.size(); ++i) {
    const Reasons& r = suggestions.items[i].reasons;
    ordered_json reasons = ordered_json::object();
    for (const auto& [name, said] :
         {std::pair{"model", r.model}, std::pair{"lexicon", r.lexicon},
          std::pair{"history", r.history}, std::pair{"channel", r.channel}}) {
      if (said > kNoReason) reasons[name] = said;
    }
    (*json)["suggestions"][i]["reasons"] = std::move(reasons);
  }
  if (!suggestions.decision) return;
  const DecisionReport& d = *suggestions.decision;
  ordered_json features = ordered_json::object();
  for (const DecisionReport::Feature& f : d.features) features[f.name] = f.share;
  (*json)["decision"] = {{"reading", d.reading},
                         {"veto", d.veto},
                         {"probability", d.probability},
                         {"threshold", d.threshold},
                         {"features", std::move(features)}};
}

bool print_json(const nlohmann::ordered_json& json) {
  const std::string text = json_text(json) + "\n";
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return std::fflush(stdout) == 0 && written;
}

}  // namespace inkling
