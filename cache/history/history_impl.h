// What stands behind a History; see there. Written in two files: history.cc and history_learn.cc.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/history_index.h"
#include "cache/history/history_seal.h"
#include "cache/history/history_snapshot.h"
#include "cache/history/history_store.h"
#include "cache/history/history_writer.h"
#include "platform/mutex.h"

namespace inkling {

/// What one learn() did, for revert().
struct HistoryLearned {
  uint64_t id = 0;
  std::string w2, w1, word;  // texts in the tables; w2 empty: no trigram
  int64_t time = 0;
  int flags_before = 0, flags_after = 0;
  // Of a word that became the person's own here: what it was while it waited.
  std::string sealed = {};
  double waited = 0;  // uses, at `time`
  int sealed_flags = 0;
};

/// A use of a word, or none, and changes of its flags.
HistoryOp word_op(std::string_view text, double delta, int64_t time, int set, int clear);
/// w2 "": a bigram.
HistoryOp ngram_op(std::string_view w2, std::string_view w1, std::string_view w3, double delta,
                   int64_t time);
HistoryOp text_op(HistoryOp::Kind kind, std::string_view a, std::string_view b = {});

struct History::Impl {
  Impl(Options given, const Clock* source)
      : options(std::move(given)), clock(source), index(source->wall_seconds(), options.weights) {}

  const Options options;
  const Clock* const clock;
  HistorySeal seal{HistorySeal::new_key()};  // set once, in open()
  std::string reason;  // why the history is in memory only; set once, in open()
  mutable Mutex mutex;
  HistoryIndex index INKLING_GUARDED_BY(mutex);
  std::deque<HistoryLearned> learned INKLING_GUARDED_BY(mutex);
  uint64_t next_id INKLING_GUARDED_BY(mutex) = 1;
  std::atomic<uint64_t> edits = 0;
  std::atomic<bool> blocks = false;  // some word is blocked
  // Last: its thread ends before anything else goes.
  std::unique_ptr<HistoryWriter> writer;

  /// Does to the index what `op` does to the file. `recent`: it happens now.
  void apply(const HistoryOp& op, bool recent) INKLING_REQUIRES(mutex);
  /// Both: index now, file soon.
  void change(std::vector<HistoryOp> ops, bool recent = false) INKLING_REQUIRES(mutex);
  /// The same, where older answers may show what they should not.
  void edit(std::vector<HistoryOp> ops) INKLING_REQUIRES(mutex) {
    change(std::move(ops));
    ++edits;
  }
  /// What an import brings, checked against what is there.
  void take_in(std::vector<HistoryOp> ops) INKLING_EXCLUDES(mutex);
  [[nodiscard]] HistorySnapshot snapshot() const INKLING_EXCLUDES(mutex);
  /// What stood before the word of `record`, which it then names.
  void add_ngrams(std::string_view w2, std::string_view w1, HistoryLearned* record,
                  std::vector<HistoryOp>* ops) INKLING_REQUIRES(mutex);
  /// For revert(); its id.
  uint64_t remember(HistoryLearned record) INKLING_REQUIRES(mutex);
  [[nodiscard]] HistoryPlace place(std::string_view w2, std::string_view w1, double log_prob) const
      INKLING_REQUIRES(mutex);

  /// Reads the file and starts the writer, or says why there can be none.
  Status open_file(std::vector<Error>* warnings);
  /// Rows of the file that could not be read at the opening; on the writer's thread.
  void take_late(const HistoryWriter& from, const HistoryRows& rows);
};

}  // namespace inkling
