// Types a trace as a person would: each event at its time.
#pragma once

#include <functional>
#include <thread>

#include "platform/mutex.h"
#include "tools/trace/trace.h"

namespace inkling {

/// Plays one trace on a thread of its own; `intend` events are left out. The destructor stops it
/// and waits for the call that is going on, so it must not be called from `type` or `done`.
class Player {
 public:
  struct Calls {
    std::function<void(const TraceEvent&)> type;  // on the player's thread, in order
    std::function<void()> done;                   // on it, once, after the last event or stop()
  };
  /// `speed`: how many times faster than it was typed; not above zero: without any waiting.
  Player(Trace trace, double speed, Calls calls);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// No event is typed after the one that is going on. Does not wait.
  void stop();

 private:
  void run();
  /// False when it was stopped meanwhile.
  bool wait_for(double milliseconds);

  const Trace trace_;
  const double speed_;
  const Calls calls_;
  Mutex mutex_;
  CondVar wake_;
  bool stop_ INKLING_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace inkling
