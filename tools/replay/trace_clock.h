// The date of a replay.
#pragma once

#include <atomic>
#include <cstdint>

#include "platform/clock.h"

namespace inkling {

/// Time passes as it does, but the date is the trace's: what a history remembers fades with the
/// date, and a replay is to give the same figures today and tomorrow.
class TraceClock final : public Clock {
 public:
  [[nodiscard]] int64_t now_nanos() const override { return Clock::system().now_nanos(); }
  [[nodiscard]] int64_t wall_seconds() const override { return kStart + seconds_; }
  /// `t`: milliseconds of the trace.
  void set(double t) { seconds_ = static_cast<int64_t>(t / 1000); }

 private:
  static constexpr int64_t kStart = 1'767'225'600;  // 2026-01-01
  std::atomic<int64_t> seconds_ = 0;
};

}  // namespace inkling
