// What an open HistoryStore is made of; for the files that define it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history_changes.h"
#include "cache/history/history_prune.h"
#include "cache/history/history_schema.h"
#include "cache/history/history_store.h"
#include "cache/history/sqlite_handle.h"

namespace inkling {

/// A check is for a person who waits.
inline constexpr int64_t kCheckMillis = 5000;

struct HistoryStore::Impl {
  Impl(SqliteDb handle, HistoryFileOptions given)
      : db(std::move(handle)), options(std::move(given)) {}
  SqliteDb db;
  HistoryFileOptions options;  // seal_key: as the file has it
  // Statements after the connection: they go first.
  std::optional<HistoryChanges> changes;
  HistoryPruner pruner;
  bool rebuilt = false;  // since something was erased

  /// Brings the file into the shape that the rest relies on; does not write where it has that
  /// already. `warnings`: what was removed.
  Status settle(const HistorySchema& schema, int64_t now, std::vector<Error>* warnings);
  Status in_transaction(Durable durable, const std::function<Status()>& work);
  /// Within the transaction of the changes.
  Status note_erasure(const std::vector<HistoryOp>& ops);

 private:
  Status make_tables(const HistorySchema& schema, int64_t now);
  /// From schema 1 to 2.
  Status seal_old_rows();
};

}  // namespace inkling
