// A history as readable JSON.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "cache/history/history_import.h"
#include "cache/history/history_snapshot.h"
#include "cache/history/text_source.h"
#include "platform/result.h"

namespace inkling {

/// Writes the copy as it goes, an entry a line. Counts hold as of each entry's "last_used" and are
/// rounded to nine digits, so that reading and writing again gives the same. kIo when the stream
/// fails.
Status write_history_json(HistorySnapshot snapshot, const std::string& language, std::ostream& out);
/// What write_history_json() wrote, as changes; texts that may not be stored are left out and
/// counted. Reads entry by entry. kCorrupt says what is wrong, in which line, and what to do.
Result<ImportedHistory> read_history_json(TextSource* source);

}  // namespace inkling
