// Collects latencies and says their percentiles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "platform/clock.h"

namespace inkling {

/// Latencies of one kind of event, in microseconds. Not thread-safe.
class Latencies {
 public:
  void add(double micros) { micros_.push_back(micros); }
  [[nodiscard]] std::size_t count() const { return micros_.size(); }
  [[nodiscard]] const std::vector<double>& values() const { return micros_; }
  /// Nearest-rank percentile, `share` in [0, 1]; 0 when nothing was measured.
  [[nodiscard]] double percentile(double share) const;
  [[nodiscard]] double max() const { return percentile(1.0); }
  /// {"p50":…,"p95":…,"p99":…} and, if asked, "max".
  [[nodiscard]] nlohmann::json to_json(bool with_max = false) const;

 private:
  std::vector<double> micros_;
};

/// Measures from its construction on.
class Stopwatch {
 public:
  explicit Stopwatch(const Clock& clock = Clock::system())
      : clock_(&clock), start_(clock.now_nanos()) {}
  [[nodiscard]] double micros() const {
    return static_cast<double>(clock_->now_nanos() - start_) / 1e3;
  }

 private:
  const Clock* clock_;
  int64_t start_;
};

}  // namespace inkling
