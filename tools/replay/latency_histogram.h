// Latencies of any number of events in little memory, to be added up over processes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

namespace inkling {

/// Counts by size: whole microseconds up to 1024, beyond that 128 steps to a doubling, so that a
/// percentile is right to half a percent. Two of the same events in any order or in parts are
/// equal.
class LatencyHistogram {
 public:
  void add(double micros);
  void add(const LatencyHistogram& other);
  [[nodiscard]] uint64_t count() const { return count_; }
  [[nodiscard]] double max() const { return max_; }
  /// Nearest rank, `share` in [0, 1], microseconds; 0 when nothing was measured.
  [[nodiscard]] double percentile(double share) const;
  /// Calls `each(from, to, count)` for the steps that hold something, in microseconds.
  template <typename Each>
  void for_each(Each&& each) const {
    for (const auto& [step, count] : counts_) each(start_of(step), start_of(step + 1), count);
  }

  /// {"p50":…,"p95":…,"p99":…,"max":…}
  [[nodiscard]] nlohmann::ordered_json figures() const;
  /// {"max":…,"steps":[[step,count],…]}, and back; false where `json` is not such.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
  bool from_json(const nlohmann::ordered_json& json);

 private:
  static int step_of(double micros);
  static double start_of(int step);

  std::map<int, uint64_t> counts_;
  uint64_t count_ = 0;
  double max_ = 0;
};

}  // namespace inkling
