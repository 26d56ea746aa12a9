// The rows of a history's file, as changes to an empty history.
#pragma once

#include <string>
#include <vector>

#include "cache/history/history_store.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// Where a page is damaged, the rows before it and, read from the other end, those behind it are
/// kept; the first error is returned.
Status read_history_rows(const SqliteDb& db, std::vector<HistoryOp>* out);

/// The key of the file's HistorySeal; empty where it has none.
Result<std::string> read_seal_key(const SqliteDb& db);

}  // namespace inkling
