// Time comes in through a seam, so that tests decide what the time is.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>

namespace inkling {

/// A source of time. Thread-safe. All values are nanoseconds (monotonic) or seconds (wall).
class Clock {
 public:
  virtual ~Clock() = default;
  /// Nanoseconds since an arbitrary start; never decreases.
  [[nodiscard]] virtual int64_t now_nanos() const = 0;
  /// Seconds since the Unix epoch, for "last used" columns only.
  [[nodiscard]] virtual int64_t wall_seconds() const = 0;

  /// The process-wide clock of the operating system.
  static const Clock& system();
};

/// A clock that moves only when a test says so.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] int64_t now_nanos() const override { return nanos_; }
  [[nodiscard]] int64_t wall_seconds() const override { return wall_; }
  void advance_nanos(int64_t nanos) { nanos_ += nanos; }
  void set_wall_seconds(int64_t seconds) { wall_ = seconds; }

 private:
  std::atomic<int64_t> nanos_{0};
  std::atomic<int64_t> wall_{0};
};

/// A moment after which an answer is late. Copyable; refers to a clock that must outlive it.
class Deadline {
 public:
  /// Never expires.
  static Deadline infinite() { return Deadline(nullptr, std::numeric_limits<int64_t>::max()); }
  static Deadline after_nanos(const Clock& clock, int64_t nanos) {
    return Deadline(&clock, clock.now_nanos() + nanos);
  }
  static Deadline after_millis(const Clock& clock, int64_t millis) {
    return after_nanos(clock, millis * 1'000'000);
  }

  [[nodiscard]] int64_t remaining_nanos() const {
    return clock_ == nullptr ? at_ : at_ - clock_->now_nanos();
  }
  [[nodiscard]] bool expired() const { return remaining_nanos() <= 0; }

 private:
  Deadline(const Clock* clock, int64_t at) : clock_(clock), at_(at) {}
  const Clock* clock_;
  int64_t at_;
};

}  // namespace inkling
