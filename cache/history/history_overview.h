// What was learned, as lists for a person to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "cache/history/history_index.h"
#include "cache/history/history_lists.h"
#include "cache/history/history_snapshot.h"

namespace inkling {

/// Was it used or blocked? Not what waits, and not what only names a context.
bool is_learned(const HistoryIndex& index, HistoryIndex::Id id);
/// Learned words that begin with `prefix`, most used first; counts as of `now`.
std::vector<HistoryWord> words_that_begin(const HistoryIndex& index, std::string_view prefix,
                                          std::size_t limit, int64_t now);
/// At most `limit` of each kind, 0: all.
HistoryOverview overview_of(const HistorySnapshot& from, int64_t now, std::size_t limit);

}  // namespace inkling
