// The rows of a history's file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cache/history/history_op.h"
#include "cache/history/sqlite_handle.h"
#include "platform/result.h"

namespace inkling {

/// What a file says, as changes to an empty history. N-grams are by far the most, so they name
/// their words by number, as the file does.
struct HistoryRows {
  struct Ngram {
    uint32_t w2 = 0, w1 = 0, w3 = 0;  // positions in `names`; w2 0: a bigram
    double count = 0;                 // in uses, at `time`
    int64_t time = 0;
  };
  std::vector<HistoryOp> others;          // of every other kind, words first
  std::vector<std::string> names = {""};  // of words; they need not be in `others` any more
  std::vector<Ngram> ngrams;              // in a sound file, in the order in which words came

  [[nodiscard]] std::size_t size() const { return others.size() + ngrams.size(); }
  /// `count` of them from `first` on, or what is left, by their texts; n-grams come last.
  [[nodiscard]] std::vector<HistoryOp> ops(std::size_t first, std::size_t count) const;
};

/// Adds all rows. Where a page is damaged, the rows before it and, read from the other end, those
/// behind it are kept; the first error is returned.
Status read_history_rows(const SqliteDb& db, HistoryRows* out);

/// The key of the file's HistorySeal; empty where it has none.
Result<std::string> read_seal_key(const SqliteDb& db);

}  // namespace inkling
