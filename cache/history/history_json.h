// A history as readable JSON.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cache/history/history_index.h"
#include "cache/history/history_store.h"
#include "platform/result.h"

namespace inkling {

/// Writes the whole index; counts are as of `now`. kIo when the stream fails.
Status write_history_json(const HistoryIndex& index, const std::string& language, int64_t now,
                          std::ostream& out);
/// What write_history_json() wrote, as changes; texts that may not be stored are left out.
/// kCorrupt says what is wrong and where.
Result<std::vector<HistoryOp>> read_history_json(std::istream& in);

}  // namespace inkling
