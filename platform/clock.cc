#include "platform/clock.h"

#include <chrono>

namespace inkling {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] int64_t now_nanos() const override {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  }
  [[nodiscard]] int64_t wall_seconds() const override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since).count();
  }
};

}  // namespace

const Clock& Clock::system() {
  static const SystemClock clock;
  return clock;
}

}  // namespace inkling
