// What other programs know of a person's words, as changes to a history.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "cache/history/history_lists.h"
#include "cache/history/history_store.h"
#include "platform/result.h"

namespace inkling {

/// More is no history and no dictionary of a person.
inline constexpr std::size_t kMostImportBytes = std::size_t{128} << 20;

/// Changes, words first, and what is to be said of them.
struct ImportedHistory {
  std::vector<HistoryOp> ops;
  HistoryImport report;

  /// Counts entries that were not taken in. `why` follows a number: "with digits".
  void leave_out(const std::string& why, std::size_t times = 1);
};

// Why an entry is left out.
inline constexpr const char* kNeverStored =
    "with digits, addresses, links or codes, which are never stored";
inline constexpr const char* kTooLong = "too long or empty";

/// Why this word may not be stored: one of the above; nullptr where it may.
const char* why_not_stored(const std::string& word);

/// Reads whatever it is: our own export, or what read_word_list() reads.
Result<ImportedHistory> read_import(std::istream& in, int64_t now);

}  // namespace inkling
