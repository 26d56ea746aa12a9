#include "tools/replay/fail_if.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "tools/replay/baseline.h"
#include "tools/replay/word_figures.h"

namespace inkling {
namespace {

Error bad(const std::string& part) {
  return make_error(ErrorCode::kInvalidArgument,
                    "\"" + part +
                        "\" is no condition; write NAME>NUMBER or NAME<NUMBER, with x behind the "
                        "number for a ratio: p99>1.2x,top3<-0.5");
}

Result<FailCondition> parse_one(const std::string& part) {
  FailCondition out;
  out.text = part;
  const std::size_t sign = part.find_first_of("<>");
  if (sign == std::string::npos || sign == 0) return bad(part);
  out.name = part.substr(0, sign);
  out.greater = part[sign] == '>';
  std::string number = part.substr(sign + 1);
  if (number.ends_with('x')) {
    out.ratio = true;
    number.pop_back();
  }
  const char* const end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, out.value);
  if (number.empty() || read.ec != std::errc() || read.ptr != end) return bad(part);
  return out;
}

bool ends_with_name(const std::string& name, const std::string& wanted) {
  if (name == wanted) return true;
  return name.ends_with("." + wanted);
}

/// Figures that are shares of one are compared in points of a hundred.
bool is_share(const std::string& name) {
  if (name.starts_with("quality.") || name == "over_budget") return true;
  for (std::size_t i = 0; i < kFigures; ++i) {
    const FigureInfo& info = figure_info(static_cast<Figure>(i));
    if (name == std::string("figures.") + info.name) return info.share;
  }
  return false;
}

std::string sentence(const FailCondition& condition, const Comparison& row, double found) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), ": %.6g, was %.6g; %s%.4g%s", *row.now, *row.before,
                condition.ratio ? "" : "by ", found, condition.ratio ? " times" : "");
  return condition.text + ": " + row.name + text.data();
}

}  // namespace

Result<std::vector<FailCondition>> parse_fail_if(const std::string& text) {
  std::vector<FailCondition> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    auto one = parse_one(text.substr(at, comma - at));
    if (!one) return one.error();
    out.push_back(*std::move(one));
    at = comma + 1;
  }
  return out;
}

Result<std::vector<std::string>> failures(const std::vector<FailCondition>& conditions,
                                          const nlohmann::ordered_json& now,
                                          const nlohmann::ordered_json& before) {
  const std::vector<Comparison> rows = compare_runs(now, before);
  std::vector<std::string> out;
  for (const FailCondition& condition : conditions) {
    bool any = false;
    for (const Comparison& row : rows) {
      if (!ends_with_name(row.name, condition.name) || !row.now || !row.before) continue;
      any = true;
      if (condition.ratio && *row.before == 0) continue;
      double found = condition.ratio ? *row.now / *row.before : *row.now - *row.before;
      if (!condition.ratio && is_share(row.name)) found *= 100;
      const bool fails = condition.greater ? found > condition.value : found < condition.value;
      if (fails) out.push_back(sentence(condition, row, found));
    }
    if (any) continue;
    std::string known;
    for (const Comparison& row : rows) known += (known.empty() ? "" : ", ") + row.name;
    return make_error(ErrorCode::kInvalidArgument, "no figure of both runs is named \"" +
                                                       condition.name + "\"; there are " + known);
  }
  return out;
}

}  // namespace inkling
