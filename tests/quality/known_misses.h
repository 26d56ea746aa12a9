// The lines of the quality table that are known not to pass yet.
//
// Tab separated with the header `context typed layout`, which is how the table names its lines.
// Empty lines are skipped, and before the header the lines that start with '#'.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "platform/result.h"
#include "tests/quality/quality_table.h"

namespace inkling::quality {

/// Keys of the missed lines. kCorrupt, with `NAME:LINE: `, for a line that is malformed, that
/// repeats another or that the table does not have.
Result<std::unordered_set<std::string>> parse_known_misses(const std::vector<std::string>& lines,
                                                           const std::vector<Line>& table,
                                                           const std::string& name);
Result<std::unordered_set<std::string>> read_known_misses(const std::string& path,
                                                          const std::vector<Line>& table);

/// Writes the list anew, in the order of the table.
Status write_known_misses(const std::string& path, const std::vector<const Line*>& missed);

}  // namespace inkling::quality
