#include "tools/correction_set.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "tools/items.h"
#include "tools/keys.h"

namespace inkling {
namespace {

constexpr float kMaxTouch = 1000;  // key widths; anything beyond is no keyboard

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<float> parse_number(std::string_view text) {
  float value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(std::abs(value) <= kMaxTouch)) return std::nullopt;
  return value;
}

/// "x,y;x,y…"; nothing when it is something else.
std::optional<std::vector<Touch>> parse_taps(std::string_view text) {
  std::vector<Touch> taps;
  if (text.empty()) return taps;
  for (const std::string_view pair : split(text, ';')) {
    const auto parts = split(pair, ',');
    if (parts.size() != 2) return std::nullopt;
    const auto x = parse_number(parts[0]);
    const auto y = parse_number(parts[1]);
    if (!x || !y) return std::nullopt;
    taps.push_back({*x, *y});
  }
  return taps;
}

/// Which column holds what; -1 for one that is not there.
struct Columns {
  int typo = -1;
  int correct = -1;
  int left = -1;
  int right = -1;
  int taps = -1;
};

Columns find_columns(std::string_view header) {
  Columns columns;
  int at = 0;
  for (const std::string_view name : split(header, '\t')) {
    if (name == "typo") columns.typo = at;
    if (name == "correct") columns.correct = at;
    if (name == "left" || name == "left_context") columns.left = at;
    if (name == "right" || name == "right_context") columns.right = at;
    if (name == "taps") columns.taps = at;
    ++at;
  }
  return columns;
}

}  // namespace

Result<std::vector<CorrectionItem>> parse_correction_set(const std::vector<std::string>& lines,
                                                         const std::string& name) {
  const auto bad = [&name](std::size_t line, const std::string& message) {
    return make_error(ErrorCode::kCorrupt,
                      name + ": line " + std::to_string(line) + ": " + message);
  };
  if (lines.empty()) return bad(1, "the file is empty; it starts with a header line");
  const Columns columns = find_columns(lines[0]);
  if (columns.typo < 0 || columns.correct < 0) {
    return bad(1, "the header must name the columns \"typo\" and \"correct\"");
  }
  std::vector<CorrectionItem> items;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const auto fields = split(lines[i], '\t');
    const auto field = [&fields](int column) {
      const bool there = column >= 0 && static_cast<std::size_t>(column) < fields.size();
      return there ? fields[static_cast<std::size_t>(column)] : std::string_view();
    };
    CorrectionItem item;
    item.typo = field(columns.typo);
    item.correct = field(columns.correct);
    if (item.typo.empty() || item.correct.empty()) {
      return bad(i + 1, "\"typo\" and \"correct\" must not be empty");
    }
    item.left = field(columns.left);
    item.right = field(columns.right);
    auto taps = parse_taps(field(columns.taps));
    if (!taps) return bad(i + 1, "\"taps\" must look like 1.5,2.5;3,0.5");
    if (!taps->empty() && taps->size() != split_keys(item.typo).size()) {
      return bad(i + 1, "there must be one tap for each character of the typo");
    }
    item.taps = *std::move(taps);
    items.push_back(std::move(item));
  }
  return items;
}

Result<std::vector<CorrectionItem>> read_correction_set(const std::string& path) {
  auto lines = read_text_lines(path);
  if (!lines) return lines.error();
  return parse_correction_set(*lines, path);
}

}  // namespace inkling
