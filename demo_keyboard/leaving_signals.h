// Signals that ask a program to leave, for loops that poll.
#pragma once

#include "demo_keyboard/wakeup.h"

namespace inkling {

/// SIGTERM, SIGHUP and SIGINT ask to leave and wake the loop instead of ending the program, while
/// this lives; one at a time in a process.
class LeavingSignals {
 public:
  /// `wakeup` must outlive it.
  explicit LeavingSignals(const Wakeup* wakeup);
  ~LeavingSignals();
  LeavingSignals(const LeavingSignals&) = delete;
  LeavingSignals& operator=(const LeavingSignals&) = delete;

  /// Has one come since the last was made? Any thread.
  [[nodiscard]] static bool asked();
};

}  // namespace inkling
