#include "tools/logs/table_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "platform/file.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // of byte order
// A text with line ends in it is in quotes, and goes on over as many lines.
constexpr int kMostLines = 20;
constexpr std::size_t kMostHeaderBytes = std::size_t{1} << 20;

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\"");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\"") + 1 - begin);
}

std::string as_name(std::string_view cell) { return to_upper(trim(cell)); }

char separator_of(std::string_view line) {
  for (const char separator : {'\t', ';', ','}) {
    if (separator == ';' && line.find(',') != std::string_view::npos) continue;
    if (line.find(separator) != std::string_view::npos) return separator;
  }
  return ',';
}

bool is_number(std::string_view cell) {
  cell = trim(cell);
  return !cell.empty() && cell.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Cuts a line at its separators. False when a quote is open at its end.
bool cut(std::string_view line, char separator, std::vector<std::string>* cells) {
  cells->clear();
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const char next = i + 1 < line.size() ? line[i + 1] : '\0';
    const bool marks = separator != '\t';
    if (marks && c == '\\' && (next == '"' || next == '\\' || (quoted && next == '\n'))) {
      cell += next;
      ++i;
    } else if (marks && c == '"' && quoted && next == '"') {
      cell += c;
      ++i;
    } else if (marks && c == '"' && (quoted || cell.empty())) {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      cells->push_back(std::exchange(cell, {}));
    } else {
      cell += c;
    }
  }
  cells->push_back(std::move(cell));
  // As databases write what is not there.
  std::replace(cells->begin(), cells->end(), std::string("\\N"), std::string());
  return !quoted;
}

/// Two names at least: a text may be called like a column.
bool names_columns(const std::vector<std::string>& cells, std::span<const std::string_view> names) {
  return std::count_if(cells.begin(), cells.end(), [&](const std::string& cell) {
           return std::find(names.begin(), names.end(), as_name(cell)) != names.end();
         }) > 1;
}

const KnownTable* known_table(const std::vector<std::string>& cells,
                              std::span<const KnownTable> known) {
  if (!is_number(cells.front())) return nullptr;
  const auto found = std::find_if(known.begin(), known.end(), [&](const KnownTable& table) {
    return table.columns.size() == cells.size();
  });
  return found == known.end() ? nullptr : &*found;
}

std::string header_path(const LogFile& file) {
  const std::filesystem::path path(file.path());
  return (path.parent_path() / (path.stem().string() + "_header.csv")).string();
}

/// The names in NAME_header.csv; none where there is no such file.
std::vector<std::string> names_beside(const LogFile& file) {
  std::vector<std::string> out;
  if (file.path() == "-") return out;
  const auto text = read_file(header_path(file), kMostHeaderBytes);
  if (!text) return out;
  std::string_view rest = *text;
  if (rest.starts_with(kMark)) rest.remove_prefix(kMark.size());
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::string name = as_name(line.substr(0, line.find_first_of(",;\t")));
    if (!name.empty() && name != "FIELD") out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

TableReader::TableReader(const LogFile& file)
    : lines_(file.descriptor(), kMaxLineBytes, file.begin()) {}

std::optional<TableRow> TableReader::read() {
  while (auto line = lines_.next()) {
    if (line->text.empty() && !line->too_long) continue;
    TableRow row;
    row.line = line->number;
    std::string text = std::move(line->text);
    if (line->too_long) row.problem = "is longer than 4 MB";
    for (int lines = 1; row.problem.empty() && !cut(text, separator_, &row.cells); ++lines) {
      auto more = lines_.next();
      if (!more || more->too_long || lines == kMostLines ||
          text.size() + more->text.size() > kMaxLineBytes) {
        row.problem = "has a quotation mark that is never closed";
        break;
      }
      text += '\n' + more->text;
    }
    for (std::string& cell : row.cells) {
      if (is_valid_utf8(cell)) continue;
      cell = repair_utf8(cell);
      row.repaired = true;
    }
    return row;
  }
  return std::nullopt;
}

std::optional<TableRow> TableReader::next() {
  auto row = first_ ? std::exchange(first_, std::nullopt) : read();
  if (row && row->problem.empty() && row->cells.size() != columns_.size()) {
    row->problem = "has " + std::to_string(row->cells.size()) + " columns in place of " +
                   std::to_string(columns_.size());
  }
  return row;
}

Status TableReader::name_columns(const LogFile& file, std::span<const std::string_view> names,
                                 std::span<const KnownTable> known) {
  auto first = read();
  if (!first) return make_error(ErrorCode::kCorrupt, file.path() + ": is empty");
  if (!first->problem.empty()) {
    return make_error(ErrorCode::kCorrupt, file.path() + ": line " + std::to_string(first->line) +
                                               ": " + first->problem);
  }
  if (names_columns(first->cells, names)) {
    for (const std::string& cell : first->cells) columns_.push_back(as_name(cell));
    return {};
  }
  columns_ = names_beside(file);
  if (const KnownTable* table = known_table(first->cells, known);
      columns_.empty() && table != nullptr) {
    columns_.assign(table->columns.begin(), table->columns.end());
  }
  if (columns_.empty()) {
    return make_error(ErrorCode::kCorrupt,
                      file.path() + ": line 1: names none of the columns that are known (" +
                          std::string(names.front()) + ", …), and there is no " +
                          header_path(file) + " that does");
  }
  first_ = std::move(first);
  return {};
}

Result<TableReader> TableReader::open(const LogFile& file, std::span<const std::string_view> names,
                                      std::span<const KnownTable> known) {
  TableReader reader(file);
  std::string_view line = file.begin();
  if (line.starts_with(kMark)) {
    line.remove_prefix(kMark.size());
    reader.lines_ = LineReader(file.descriptor(), kMaxLineBytes, std::string(line));
  }
  reader.separator_ = separator_of(line.substr(0, line.find('\n')));
  if (auto named = reader.name_columns(file, names, known); !named) return named.error();
  return reader;
}

std::optional<std::size_t> TableReader::column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

bool looks_like_table(const LogFile& file, std::span<const std::string_view> names,
                      std::span<const KnownTable> known) {
  std::string_view line = file.begin();
  if (line.starts_with(kMark)) line.remove_prefix(kMark.size());
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string> cells;
  (void)cut(line, separator_of(line), &cells);
  if (cells.size() < 2) return false;
  return names_columns(cells, names) || known_table(cells, known) != nullptr ||
         !names_beside(file).empty();
}

}  // namespace inkling
