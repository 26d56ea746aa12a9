// Prepared statements that carry changes into a history's tables.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cache/history/history_store.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// Used with one connection, which outlives it and stays where it is; within a transaction.
class HistoryChanges {
 public:
  static Result<HistoryChanges> prepare(SqliteDb* db);
  ~HistoryChanges();
  HistoryChanges(HistoryChanges&& other) noexcept;
  HistoryChanges& operator=(HistoryChanges&& other) noexcept;

  Status apply(const HistoryOp& op, const std::string& language);
  /// The word and its n-grams; what was corrected to or from it stays.
  Status remove_word(std::string_view text);

 private:
  struct Statements;
  HistoryChanges(SqliteDb* db, std::unique_ptr<Statements> statements);
  SqliteDb* db_;
  std::unique_ptr<Statements> statements_;
};

}  // namespace inkling
