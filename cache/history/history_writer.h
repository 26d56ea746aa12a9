// The thread that carries changes to the disk.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cache/history/history_store.h"
#include "platform/clock.h"
#include "platform/mutex.h"

namespace inkling {

/// Owns the store and one thread. post() never waits for the disk. All methods are thread-safe.
/// While the disk refuses, it tries again, soon at first and then less often.
class HistoryWriter {
 public:
  struct Options {
    HistoryFileOptions file;  // seal_key: the one that changes are made with
    const Clock* clock = nullptr;
    std::size_t max_bytes = 0;
    /// What the file says, when it could not be read at the opening. On the writer's thread, before
    /// anything posted is written; the owner leaves out what gone_meanwhile() names.
    std::function<void(HistoryWriter& writer, const HistoryRows& rows)> on_rows;
    /// What was dropped to keep the file small, each with the time of its last use.
    std::function<void(const std::vector<HistoryOp>& gone)> on_pruned;
  };
  /// Without a store the file is opened as soon as that is possible.
  HistoryWriter(HistoryStore::Opened opened, Options options);
  /// Writes what is queued if the disk lets it within two seconds; else it is lost.
  ~HistoryWriter();
  HistoryWriter(const HistoryWriter&) = delete;
  HistoryWriter& operator=(const HistoryWriter&) = delete;

  /// Queues changes that belong together. While the disk refuses, the oldest of what was learned
  /// gives way to the newest.
  void post(std::vector<HistoryOp> ops);
  /// Waits until everything posted so far is on disk, durably, and what is to be erased is gone
  /// from there; the reason when one attempt at that failed.
  Status flush();

  struct State {
    bool delayed = false;  // what was posted is not on disk for now
    bool erasing = false;  // what was erased still stands there
    std::string reason;    // for either
    uint64_t batches = 0;  // committed
  };
  [[nodiscard]] State state() const;
  /// Leaves out of `rows` what posted changes that are still queued take away.
  void leave_out_what_goes(std::vector<HistoryOp>* rows) const;

 private:
  using Moment = std::chrono::steady_clock::time_point;

  void run();
  void drop_oldest(std::size_t count) INKLING_REQUIRES(mutex_);
  /// Waits until there is something to do; false at the end.
  bool wait_for_work();
  [[nodiscard]] bool is_work_waiting() const INKLING_REQUIRES(mutex_);
  /// Of what was posted up to there.
  [[nodiscard]] bool is_erased(uint64_t up_to) const INKLING_REQUIRES(mutex_) {
    return !erase_old_ && erased_ >= up_to;
  }
  /// Opens, writes, erases: whatever is due.
  void attempt();
  Status open_store();
  Status write_queued();
  Status erase();
  void note(const Status& done);
  void prune();

  const Options options_;
  std::unique_ptr<HistoryStore> store_;  // the thread's own; null until it can be opened
  bool read_ = false;                    // the thread's own: the owner knows the rows
  mutable Mutex mutex_;
  CondVar wake_, written_;
  std::deque<HistoryOp> queue_ INKLING_GUARDED_BY(mutex_);
  uint64_t posted_ INKLING_GUARDED_BY(mutex_) = 0;
  uint64_t done_ INKLING_GUARDED_BY(mutex_) = 0;      // of posted_, on disk
  uint64_t durable_ INKLING_GUARDED_BY(mutex_) = 0;   // of these, also if the machine ends
  uint64_t to_sync_ INKLING_GUARDED_BY(mutex_) = 0;   // up to there it is asked for
  uint64_t attempts_ INKLING_GUARDED_BY(mutex_) = 0;  // ended
  uint64_t wanted_ INKLING_GUARDED_BY(mutex_) = 0;    // attempts that somebody waits for
  uint64_t batches_ INKLING_GUARDED_BY(mutex_) = 0;
  bool open_ INKLING_GUARDED_BY(mutex_) = false;
  bool working_ INKLING_GUARDED_BY(mutex_) = false;
  uint64_t to_erase_ INKLING_GUARDED_BY(mutex_) = 0;   // the last of posted_ that asks for it
  uint64_t erased_ INKLING_GUARDED_BY(mutex_) = 0;     // up to there it is done
  bool erase_old_ INKLING_GUARDED_BY(mutex_) = false;  // what a former process did not get to
  bool pruning_ INKLING_GUARDED_BY(mutex_) = false;
  std::string trouble_ INKLING_GUARDED_BY(mutex_);
  int failures_ INKLING_GUARDED_BY(mutex_) = 0;  // in a row
  Moment retry_at_ INKLING_GUARDED_BY(mutex_);
  bool stop_ INKLING_GUARDED_BY(mutex_) = false;
  bool last_attempt_ INKLING_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace inkling
