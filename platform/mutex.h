// A mutex that Clang's thread-safety analysis understands, with its lock and condition variable.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "platform/thread_annotations.h"

namespace inkling {

/// std::mutex with annotations. Not recursive.
class INKLING_CAPABILITY("mutex") Mutex {
 public:
  void lock() INKLING_ACQUIRE() { mutex_.lock(); }
  void unlock() INKLING_RELEASE() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

/// Holds a Mutex for a scope.
class INKLING_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) INKLING_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() INKLING_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

/// A condition variable over Mutex. May wake without a reason: wait in a loop on the condition.
class CondVar {
 public:
  void wait(Mutex& mutex) INKLING_REQUIRES(mutex) INKLING_NO_THREAD_SAFETY_ANALYSIS {
    condition_.wait(mutex);
  }
  /// Waits no longer than `duration`.
  void wait_for(Mutex& mutex, std::chrono::nanoseconds duration)
      INKLING_REQUIRES(mutex) INKLING_NO_THREAD_SAFETY_ANALYSIS {
    condition_.wait_for(mutex, duration);
  }
  void notify_one() { condition_.notify_one(); }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable_any condition_;
};

}  // namespace inkling
