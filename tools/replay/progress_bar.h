// How many of many traces are done, on a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "platform/mutex.h"
#include "tools/latency.h"

namespace inkling {

/// "replaying 12 of 300 [##        ] 40 s left". Thread-safe.
std::string progress_line(std::size_t done, std::size_t all, double seconds);

/// One line on standard error that is written over, where that is a terminal; nothing elsewhere.
/// Thread-safe.
class ProgressBar {
 public:
  explicit ProgressBar(std::size_t all);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  /// One more is done.
  void step();

 private:
  const std::size_t all_;
  const bool shown_;
  const Stopwatch watch_;
  Mutex mutex_;
  std::size_t done_ INKLING_GUARDED_BY(mutex_) = 0;
  double next_ INKLING_GUARDED_BY(mutex_) = 0;  // microseconds
};

}  // namespace inkling
