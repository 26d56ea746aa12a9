// How far a long piece of work is, on standard error.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#include "tools/latency.h"

namespace inkling {

/// Says now and then how many items are done. Used by one thread.
class Progress {
 public:
  explicit Progress(std::string what) : what_(std::move(what)) {}
  /// `done` items are finished. Prints at most one line every few seconds.
  void at(std::size_t done) {
    // The clock is not asked for every item; items take far less than a second.
    if (done % 16 != 0 || watch_.micros() < next_micros_) return;
    next_micros_ = watch_.micros() + kEveryMicros;
    std::fprintf(stderr, "inkling: %s: %zu items, %.0f s\n", what_.c_str(), done,
                 watch_.micros() / 1e6);
  }

 private:
  static constexpr double kEveryMicros = 5e6;
  std::string what_;
  Stopwatch watch_;
  double next_micros_ = kEveryMicros;
};

}  // namespace inkling
