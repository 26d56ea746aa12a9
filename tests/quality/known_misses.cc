#include "tests/quality/known_misses.h"

#include <algorithm>

#include "platform/file.h"
#include "tools/items.h"

namespace inkling::quality {
namespace {

constexpr const char* kHeader = "context\ttyped\tlayout";
constexpr const char* kNote =
    "# Lines of en.tsv that do not pass yet. Rewritten by INKLING_QUALITY_UPDATE=1 test_quality.\n";

}  // namespace

Result<std::unordered_set<std::string>> parse_known_misses(const std::vector<std::string>& lines,
                                                           const std::vector<Line>& table,
                                                           const std::string& name) {
  const auto at = [&name](std::size_t line, const std::string& message) {
    return make_error(ErrorCode::kCorrupt, name + ':' + std::to_string(line + 1) + ": " + message);
  };
  std::unordered_set<std::string> known;
  for (const Line& line : table) known.insert(line.key());

  std::unordered_set<std::string> out;
  bool header = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    if (!header) {
      if (lines[i].front() == '#') continue;
      if (lines[i] != kHeader) return at(i, "the header must be: context, typed, layout");
      header = true;
      continue;
    }
    if (std::count(lines[i].begin(), lines[i].end(), '\t') != 2) {
      return at(i, "a line has 3 fields: context, typed, layout");
    }
    if (known.count(lines[i]) == 0) {
      return at(i, "the table has no such line; remove it from the list");
    }
    if (!out.insert(lines[i]).second) return at(i, "the line is here twice");
  }
  if (!header) return at(0, "the header is missing: context, typed, layout");
  return out;
}

Result<std::unordered_set<std::string>> read_known_misses(const std::string& path,
                                                          const std::vector<Line>& table) {
  const auto lines = read_text_lines(path);
  if (!lines) return lines.error();
  return parse_known_misses(*lines, table, path);
}

Status write_known_misses(const std::string& path, const std::vector<const Line*>& missed) {
  std::string text = std::string(kNote) + kHeader + '\n';
  for (const Line* line : missed) text += line->key() + '\n';
  return write_file_atomic(path, text);
}

}  // namespace inkling::quality
