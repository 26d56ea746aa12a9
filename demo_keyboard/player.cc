#include "demo_keyboard/player.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace inkling {

Player::Player(Trace trace, double speed, Calls calls)
    : trace_(std::move(trace)),
      speed_(speed),
      calls_(std::move(calls)),
      thread_([this] { run(); }) {}

Player::~Player() {
  stop();
  thread_.join();
}

void Player::stop() {
  {
    const MutexLock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
}

void Player::run() {
  double t = trace_.events.empty() ? 0 : trace_.events.front().t;
  for (const TraceEvent& event : trace_.events) {
    if (event.kind == EventKind::kIntend) continue;
    if (!wait_for(event.t - t)) break;
    t = event.t;
    calls_.type(event);
  }
  calls_.done();
}

bool Player::wait_for(double milliseconds) {
  using SteadyClock = std::chrono::steady_clock;
  constexpr double kLongest = 3.6e6;  // one hour: a trace may hold any number
  const double wait = speed_ > 0 ? std::clamp(milliseconds / speed_, 0.0, kLongest) : 0.0;
  const auto until = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(
                                              std::chrono::duration<double, std::milli>(wait));
  const MutexLock lock(mutex_);
  for (auto now = SteadyClock::now(); !stop_ && now < until; now = SteadyClock::now()) {
    wake_.wait_for(mutex_, until - now);
  }
  return !stop_;
}

}  // namespace inkling
