// The thread that carries changes to the disk.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cache/history/history_store.h"
#include "platform/clock.h"
#include "platform/mutex.h"

namespace inkling {

/// Owns the store and one thread. post() never waits for the disk. All methods are thread-safe.
class HistoryWriter {
 public:
  struct Options {
    std::string language;
    const Clock* clock = nullptr;
    std::size_t max_bytes = 0;
  };
  HistoryWriter(std::unique_ptr<HistoryStore> store, Options options);
  /// Writes what is queued, if the disk lets it.
  ~HistoryWriter();
  HistoryWriter(const HistoryWriter&) = delete;
  HistoryWriter& operator=(const HistoryWriter&) = delete;

  /// Queues changes that belong together. While the disk refuses, the oldest give way to the
  /// newest.
  void post(std::vector<HistoryOp> ops);
  /// Waits until everything posted so far is on disk; the reason when it could not be written.
  Status flush();
  [[nodiscard]] uint64_t batches() const;
  /// Why the last attempt to write failed; empty when it did not.
  [[nodiscard]] std::string trouble() const;

 private:
  void run();
  Status write(const std::vector<HistoryOp>& batch);

  const std::unique_ptr<HistoryStore> store_;  // the thread's own
  const Options options_;
  mutable Mutex mutex_;
  CondVar wake_, written_;
  std::deque<HistoryOp> queue_ INKLING_GUARDED_BY(mutex_);
  uint64_t posted_ INKLING_GUARDED_BY(mutex_) = 0;
  uint64_t done_ INKLING_GUARDED_BY(mutex_) = 0;      // of posted_, on disk
  uint64_t attempts_ INKLING_GUARDED_BY(mutex_) = 0;  // tries to write, for flush() to see one end
  uint64_t batches_ INKLING_GUARDED_BY(mutex_) = 0;
  std::string trouble_ INKLING_GUARDED_BY(mutex_);
  bool hurry_ INKLING_GUARDED_BY(mutex_) = false;
  bool stop_ INKLING_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace inkling
