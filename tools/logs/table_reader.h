// Reads tables of text, row by row: tabs, or commas with quotes around what holds some.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "tools/logs/log_file.h"
#include "tools/trace/line_reader.h"

namespace inkling {

struct TableRow {
  std::vector<std::string> cells;  // UTF-8
  std::size_t line = 0;            // where it begins, from 1
  std::string problem = {};        // why it is no row; empty where it is one
  bool repaired = false;           // it was no UTF-8
};

/// A table whose rows may come without the names of their columns, known by their number.
struct KnownTable {
  std::span<const std::string_view> columns;
};

/// The first row names the columns. Where it does not, the names come from a file beside it,
/// NAME_header.csv (its first column, below "Field"), or from the known table with as many columns
/// and a number in the first. Never holds more than a row, of at most 4 MB. Used by one thread.
class TableReader {
 public:
  /// `file` must outlive the reader. kCorrupt when the columns are not to be known.
  static Result<TableReader> open(const LogFile& file, std::span<const std::string_view> names,
                                  std::span<const KnownTable> known);

  /// Which column is called so, in any case.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// The next row; nothing at the end. Empty lines are passed over.
  std::optional<TableRow> next();

 private:
  explicit TableReader(const LogFile& file);
  std::optional<TableRow> read();
  Status name_columns(const LogFile& file, std::span<const std::string_view> names,
                      std::span<const KnownTable> known);

  LineReader lines_;
  char separator_ = '\t';
  std::vector<std::string> columns_;
  std::optional<TableRow> first_;  // read already, and no header
};

/// Does the log begin like one of these tables?
bool looks_like_table(const LogFile& file, std::span<const std::string_view> names,
                      std::span<const KnownTable> known);

}  // namespace inkling
