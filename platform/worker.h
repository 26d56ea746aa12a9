// One background thread that runs posted tasks in order.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>

#include "platform/cancel.h"
#include "platform/mutex.h"

namespace inkling {

/// Runs tasks one after another on its own thread. All methods are thread-safe, but drain() and
/// the destructor must not be called from a task.
///
///   Worker worker;
///   worker.cancel_all();                                     // a newer request takes over
///   worker.post([](const CancelToken& token) { while (!token.cancelled()) step(); });
///
/// The destructor cancels what is running, drops what is pending and joins the thread.
class Worker {
 public:
  /// A task polls its token and returns early once it is cancelled. It must not throw.
  using Task = std::function<void(const CancelToken&)>;

  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Queues a task behind those already posted. Returns its token, with which the caller may
  /// cancel this one task; a task that is cancelled before it starts does not run.
  CancelToken post(Task task);
  /// Cancels every task posted so far: pending ones never run, the running one is told to stop.
  /// Does not wait.
  void cancel_all();
  /// Waits until the queue is empty and nothing runs.
  void drain();
  /// Tasks that wait, not counting the one that runs.
  [[nodiscard]] std::size_t pending() const;

 private:
  struct Item {
    Task task;
    CancelToken token;
  };
  void run();

  mutable Mutex mutex_;
  CondVar wake_;
  CondVar idle_;
  std::deque<Item> queue_ INKLING_GUARDED_BY(mutex_);
  CancelToken running_token_ INKLING_GUARDED_BY(mutex_);
  bool running_ INKLING_GUARDED_BY(mutex_) = false;
  bool stop_ INKLING_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace inkling
