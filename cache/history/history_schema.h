// The tables of a history, and what else may stand in a file that was not made by us.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

inline constexpr int kHistorySchemaVersion = 2;  // 1: waiting words were written in the clear
inline constexpr std::array<const char*, 6> kHistoryTables = {"word",     "ngram", "correction",
                                                              "shortcut", "emoji", "meta"};

/// Makes the tables that are missing. Within a transaction.
Status create_history_tables(SqliteDb* db);

/// What a file's schema holds. Nothing of it was run to find out.
struct HistorySchema {
  int64_t version = 0;
  std::size_t ours = 0;                  // of kHistoryTables, as they should be
  std::vector<std::string> altered;      // ours by name, but not as we make them
  std::vector<std::string> foreign;      // triggers, views, indices and tables of somebody else
  std::vector<std::string> drop;         // what removes the foreign ones
  std::vector<std::string> undroppable;  // foreign, and even removing them would run something

  /// Nobody's yet.
  [[nodiscard]] bool empty() const { return ours == 0 && altered.empty() && !has_others(); }
  [[nodiscard]] bool complete() const { return ours == kHistoryTables.size(); }
  [[nodiscard]] bool has_others() const { return !foreign.empty() || !undroppable.empty(); }
  /// Of something else altogether.
  [[nodiscard]] bool strange() const { return ours == 0 && altered.empty() && has_others(); }
  /// Can it not be mended in place?
  [[nodiscard]] bool spoiled() const { return !altered.empty() || !undroppable.empty(); }
  /// All of it in words, for a person.
  [[nodiscard]] std::vector<std::string> problems() const;
};
/// kCorrupt, or kIo where it cannot be read.
Result<HistorySchema> read_history_schema(const SqliteDb& db);

}  // namespace inkling
