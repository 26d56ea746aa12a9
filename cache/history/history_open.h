// Looking at a history's file before anything is done with it.
#pragma once

#include <string>
#include <vector>

#include "cache/history/history_schema.h"
#include "cache/history/history_store.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// For reading only, whatever the folder allows: where SQLite cannot, because it would have to
/// write beside the file, a copy in memory is read.
Result<SqliteDb> open_history_for_reading(const HistoryFileOptions& options);

/// What the tables of a file hold. kUnsupported: written by a newer version. kInvalidArgument: of
/// somebody else, or under another key. kCorrupt: damaged, or not as we make them.
Result<HistorySchema> look_at_history(const SqliteDb& db, const HistoryFileOptions& options);

}  // namespace inkling
