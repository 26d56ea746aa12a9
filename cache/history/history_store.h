// The SQLite file behind a history: opening, batches of changes, what keeps it small and clean.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/history_index.h"
#include "cache/history/history_op.h"
#include "cache/history/history_rows.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// Where a history lives, and on what terms.
struct HistoryFileOptions {
  std::string path;
  std::string language;
  std::string key;       // of the encryption, SqliteDb::kKeyBytes of them; empty: none
  std::string seal_key;  // for HistorySeal, where the file has none yet
  std::shared_ptr<SqlitePatience> patience;
};

/// An open database. Used by one thread at a time.
class HistoryStore {
 public:
  static constexpr int kSchemaVersion = 2;  // 1: waiting words were written in the clear

  struct Opened {
    std::unique_ptr<HistoryStore> store;  // null: it cannot be written for now
    Error refused;                        // why
    bool read = false;                    // the two below are what the file says
    std::string seal_key;                 // for HistorySeal, the same at every opening
    HistoryRows rows;                     // all of the file that is sane, for an empty index
    std::vector<HistoryOp> unsaved;       // of these, what stands in no file any more
    std::vector<Error> warnings;          // what had to be set aside or removed
  };
  /// Sets a damaged file aside and salvages its rows into a new one. A file that is all right is
  /// not written to. Where it cannot be written (read-only, full, locked) it is read. An error is
  /// for good, and leaves the file as it is: kUnsupported for a newer schema and for a key in a
  /// build that cannot encrypt, kInvalidArgument for a wrong key and for what is no history at all.
  static Result<Opened> open(const HistoryFileOptions& options, int64_t now);
  ~HistoryStore();
  HistoryStore(const HistoryStore&) = delete;
  HistoryStore& operator=(const HistoryStore&) = delete;

  [[nodiscard]] const std::string& seal_key() const;

  /// kSoon survives the end of this process at any moment, kNow also that of the machine.
  enum class Durable { kSoon, kNow };
  /// Applies all changes in one transaction, or none. kIo with the reason.
  Status apply(const std::vector<HistoryOp>& ops, Durable durable);
  /// Makes what was applied kSoon durable now.
  Status sync();

  /// Was something applied, by whomever, whose bytes may still be on the disk?
  [[nodiscard]] bool erase_due() const;
  /// Rebuilds the file and cuts its log, so that these are gone. False: another connection reads
  /// the log still; what matters is to try again.
  Result<bool> erase();

  /// One short step towards a file of no more than `max_bytes`: drops some of the least valuable
  /// rows, appended to `gone` (kind, texts, time of last use), or gives pages back. False: nothing
  /// is left to do.
  Result<bool> prune_step(std::size_t max_bytes, int64_t now, std::vector<HistoryOp>* gone);

  /// Checks a file without changing it.
  static Result<HistoryCheck> check_file(const std::string& path, const std::string& key);

 private:
  struct Impl;
  class Opener;
  explicit HistoryStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkling
