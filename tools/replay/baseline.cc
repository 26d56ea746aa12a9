#include "tools/replay/baseline.h"

#include <algorithm>
#include <utility>

#include "platform/file.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;
using Numbers = std::vector<std::pair<std::string, double>>;

// A run nests three levels; anything deeper is not one, and must not exhaust the stack.
constexpr int kMaxDepth = 8;

void collect_numbers(const Json& json, const std::string& name, int depth, Numbers* out) {
  if (json.is_number()) out->emplace_back(name, json.get<double>());
  if (!json.is_object() || depth == kMaxDepth) return;
  for (const auto& [key, value] : json.items()) {
    // Splits and intervals are for reading.
    if (depth == 0 && (key == "by" || key == "figures")) continue;
    const std::string inner = name.empty() ? key : std::string(name).append(".").append(key);
    collect_numbers(value, inner, depth + 1, out);
  }
}

/// Those that the short table of quality does not have.
void collect_figures(const Json& run, Numbers* out) {
  if (!run.is_object()) return;
  const Json figures = run.value("figures", Json::object());
  const Json quality = run.value("quality", Json::object());
  if (!figures.is_object()) return;
  for (const auto& [name, figure] : figures.items()) {
    if (quality.is_object() && quality.contains(name)) continue;
    if (!figure.is_object() || !figure.contains("value") || !figure["value"].is_number()) continue;
    out->emplace_back("figures." + name, figure["value"].get<double>());
  }
}

}  // namespace

Result<Json> read_baseline(const std::string& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  Json run = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!run.is_object() || !run.contains("events") || !run.contains("latency_us")) {
    return make_error(ErrorCode::kCorrupt,
                      path + ": is no output of `inkling replay --json`, which a baseline must be");
  }
  return run;
}

std::vector<Comparison> compare_runs(const Json& now, const Json& before) {
  Numbers new_numbers;
  Numbers old_numbers;
  collect_numbers(now, "", 0, &new_numbers);
  collect_numbers(before, "", 0, &old_numbers);
  collect_figures(now, &new_numbers);
  collect_figures(before, &old_numbers);
  std::vector<Comparison> rows;
  for (const auto& [name, value] : new_numbers) rows.push_back({name, value, std::nullopt});
  for (const auto& [name, value] : old_numbers) {
    const auto same = [&wanted = name](const Comparison& row) { return row.name == wanted; };
    const auto found = std::find_if(rows.begin(), rows.end(), same);
    if (found != rows.end()) {
      found->before = value;
    } else {
      rows.push_back({name, std::nullopt, value});
    }
  }
  return rows;
}

}  // namespace inkling
