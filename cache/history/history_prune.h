// Keeps a history's file under its size, a little at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cache/history/history_store.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// Drops what is worth least: n-grams first, then words that no n-gram names, seldom used ones
/// before others, then corrections and emoji, at last the person's own words. Never a blocked word
/// or a shortcut. Each step is one short transaction, so that others who write wait only briefly;
/// what goes is looked for before it begins.
class HistoryPruner {
 public:
  /// Of HistoryStore::prune_step(). `db` is not moved.
  Result<bool> step(SqliteDb* db, std::size_t max_bytes, int64_t now, std::vector<HistoryOp>* gone);
  /// Rows were changed: what was found is no longer so.
  void look_again() { found_.clear(); }

 private:
  struct Row {
    HistoryOp op;
    int64_t w1 = 0, w2 = 0, w3 = 0;  // w3 alone: a word
  };
  struct Usage {
    std::size_t page = 0;   // bytes
    std::size_t pages = 0;  // of the file
    std::size_t free = 0;   // of these
    [[nodiscard]] std::size_t used_bytes() const { return (pages - free) * page; }
    [[nodiscard]] std::size_t file_bytes() const { return pages * page; }
  };
  static Result<Usage> usage(const SqliteDb& db);
  Status give_back(SqliteDb* db, const Usage& usage);
  Status find(const SqliteDb& db, int64_t now);
  Status drop(SqliteDb* db, std::vector<HistoryOp>* gone);

  bool under_way_ = false;    // until the file is well below its bound
  bool gave_back_ = false;    // pages that are in the file until the log has been moved into it
  std::vector<Row> found_;    // most valuable first: taken from the end
  int64_t data_version_ = 0;  // of the file when they were found
};

}  // namespace inkling
