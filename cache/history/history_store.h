// The SQLite file behind a history: opening, salvage, batches of changes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/history_index.h"
#include "platform/result.h"

namespace inkling {

/// One change, in terms of texts, so that two processes may write to one file.
struct HistoryOp {
  enum class Kind {
    kWord,        // a: text; c: its language, "": the history's; delta; flags_set, flags_clear
    kRename,      // a: text in another case
    kNgram,       // a, b, c: w1 w2 w3, "" where shorter; delta
    kCorrection,  // a: typed, b: word; accepted, reverted
    kForget,      // a
    kShortcut,    // a: typed, b: expansion, "" to remove
    kEmoji,       // a: emoji, b: word; delta
    kClear,
  };
  Kind kind = Kind::kWord;
  std::string a, b, c;
  double delta = 0;  // in uses, at `time`
  int64_t time = 0;
  int flags_set = 0, flags_clear = 0;
  uint32_t accepted = 0, reverted = 0;
  bool in_all = false;  // from outside: `delta` is how often in all; for settle()
};

/// An open database. Used by one thread at a time.
class HistoryStore {
 public:
  static constexpr int kSchemaVersion = 2;  // 1: waiting words were written in the clear

  struct Opened {
    std::unique_ptr<HistoryStore> store;
    std::string seal_key;         // for HistorySeal, the same at every opening
    std::vector<HistoryOp> rows;  // all of the file that is sane, as changes to an empty index
    std::vector<Error> warnings;  // what had to be set aside
  };
  /// Sets a damaged file aside and salvages its rows into a new one. kUnsupported for a newer
  /// schema (the file stays untouched), kIo when the file cannot be used.
  static Result<Opened> open(const std::string& path, const std::string& language, int64_t now);
  ~HistoryStore();
  HistoryStore(const HistoryStore&) = delete;
  HistoryStore& operator=(const HistoryStore&) = delete;

  /// Applies all changes in one transaction, or none. kIo with the reason.
  Status apply(const std::vector<HistoryOp>& ops, const std::string& language);
  /// After clear(): rebuilds the file so that nothing of it remains on the disk.
  Status scrub();
  /// Drops the least valuable rows when the file is over `max_bytes`.
  Status prune(std::size_t max_bytes, int64_t now);

  /// Checks a file without changing it.
  static Result<HistoryCheck> check_file(const std::string& path);

 private:
  struct Impl;
  explicit HistoryStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkling
