#include "tests/quality/quality_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/layout.h"
#include "tests/quality/tsv.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"

namespace inkling::quality {
namespace {

constexpr std::string_view kHeader = "group\tcontext\ttyped\tlayout\texpected\twhy";
constexpr std::string_view kBackspaceMark = "⌫";
constexpr std::string_view kEnterMark = "⏎";

constexpr std::array<std::pair<std::string_view, ConditionKind>, 8> kKinds = {{
    {"commit", ConditionKind::kCommit},
    {"text", ConditionKind::kText},
    {"first", ConditionKind::kFirst},
    {"strip", ConditionKind::kStrip},
    {"not", ConditionKind::kNot},
    {"lacks", ConditionKind::kLacks},
    {"never", ConditionKind::kNever},
    {"steady", ConditionKind::kSteady},
}};

Error bad(std::string message) {
  return make_error(ErrorCode::kInvalidArgument, std::move(message));
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string layout_names() {
  std::string out;
  for (const std::string& name : Layout::names()) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Result<Condition> parse_condition(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = std::string_view(text).substr(0, colon);
  const auto* const kind = std::find_if(kKinds.begin(), kKinds.end(),
                                        [name](const auto& known) { return known.first == name; });
  if (colon == std::string::npos || kind == kKinds.end()) {
    return bad("the condition " + quoted(text) +
               " must start with commit:, text:, first:, strip:, not:, never: or steady:");
  }
  Condition condition{kind->second, split(text.substr(colon + 1), " | ")};
  for (const std::string& alternative : condition.texts) {
    if (alternative.empty()) return bad("the condition " + quoted(text) + " names an empty text");
  }
  return condition;
}

/// One line of the table, its number left out; the message of an error has no place yet.
Result<Line> parse_line(const std::string& text) {
  const std::vector<std::string> fields = split(text, "\t");
  constexpr std::size_t kFields = 6;
  if (fields.size() != kFields) {
    return bad("a line has 6 fields, this one " + std::to_string(fields.size()));
  }
  Line line{0, fields[0], fields[1], fields[2], fields[3], fields[4], {}, fields[5]};
  if (line.group.empty()) return bad("\"group\" is empty");
  if (line.why.empty()) return bad("\"why\" is empty; say what the line guards");
  if (std::count(line.context.begin(), line.context.end(), '|') > 1) {
    return bad("\"context\" holds more than one cursor \"|\"");
  }
  if (Layout::find(line.layout) == nullptr) {
    return bad("no layout is called " + quoted(line.layout) + "; there are " + layout_names());
  }
  const auto presses = parse_presses(line.typed);
  if (!presses) return presses.error();
  auto conditions = parse_conditions(line.expected);
  if (!conditions) return conditions.error();
  line.conditions = *std::move(conditions);
  if (presses->empty() && (line.has(ConditionKind::kCommit) || line.has(ConditionKind::kText) ||
                           line.has(ConditionKind::kSteady))) {
    return bad("\"typed\" is empty, so commit:, text: and steady: have nothing to judge");
  }
  return line;
}

}  // namespace

std::string Line::key() const { return context + '\t' + typed + '\t' + layout; }

bool Line::wants_no_change() const {
  return std::any_of(conditions.begin(), conditions.end(), [this](const Condition& c) {
    return c.kind == ConditionKind::kCommit && c.texts.size() == 1 && c.texts.front() == typed;
  });
}

bool Line::has(ConditionKind kind) const {
  return std::any_of(conditions.begin(), conditions.end(),
                     [kind](const Condition& c) { return c.kind == kind; });
}

Result<std::vector<Press>> parse_presses(const std::string& typed) {
  std::vector<Press> out;
  std::optional<std::string> pick;
  for (const std::string& key : split_keys(typed)) {
    if (pick && key == "}") {
      if (pick->empty()) return bad("\"typed\" picks an empty word: {}");
      out.push_back({Press::Kind::kPick, *std::exchange(pick, std::nullopt)});
    } else if (pick) {
      *pick += key;
    } else if (key == "{") {
      pick.emplace();
    } else if (key == kBackspaceMark) {
      out.push_back({Press::Kind::kBackspace, {}});
    } else {
      out.push_back({Press::Kind::kKey, key == kEnterMark ? "\n" : key});
    }
  }
  if (pick) return bad("\"typed\" opens a pick with { and does not close it");
  return out;
}

Result<std::vector<Condition>> parse_conditions(const std::string& expected) {
  std::vector<Condition> out;
  for (const std::string& part : split(expected, " & ")) {
    auto condition = parse_condition(part);
    if (!condition) return condition.error();
    out.push_back(*std::move(condition));
  }
  return out;
}

Result<std::vector<Line>> parse_table(const std::vector<std::string>& lines,
                                      const std::string& name) {
  const auto at = [&name](std::size_t line, const std::string& message) {
    return make_error(ErrorCode::kCorrupt, name + ':' + std::to_string(line) + ": " + message);
  };
  if (lines.empty() || lines.front() != kHeader) {
    return at(1, "the first line must be the header: group, context, typed, layout, expected, why");
  }
  std::vector<Line> out;
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].front() == '#') continue;
    if (repair_utf8(lines[i]) != lines[i]) return at(i + 1, "the line is not UTF-8");
    auto line = parse_line(lines[i]);
    if (!line) return at(i + 1, line.error().message);
    line->number = i + 1;
    const auto [earlier, is_new] = seen.emplace(line->key(), line->number);
    if (!is_new) {
      return at(i + 1, "line " + std::to_string(earlier->second) +
                           " has the same context, typed and layout; join them with \" & \"");
    }
    out.push_back(*std::move(line));
  }
  return out;
}

Result<std::vector<Line>> read_table(const std::string& path) {
  const auto lines = read_text_lines(path);
  if (!lines) return lines.error();
  return parse_table(*lines, path);
}

}  // namespace inkling::quality
