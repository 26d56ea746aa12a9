// SIGTSTP, for a program that has a terminal to put back before it stops.
#pragma once

#include "demo_keyboard/wakeup.h"

namespace inkling {

/// SIGTSTP wakes the loop instead of stopping the program, while this lives; one at a time in a
/// process. Made after ncurses has the terminal, whose own handler it replaces.
class SuspendSignal {
 public:
  /// `wakeup` must outlive it.
  explicit SuspendSignal(const Wakeup* wakeup);
  ~SuspendSignal();
  SuspendSignal(const SuspendSignal&) = delete;
  SuspendSignal& operator=(const SuspendSignal&) = delete;

  /// Has one come since this was last asked? Main thread.
  [[nodiscard]] static bool take();
  /// Stops this process and those of its job, as Ctrl-Z does; returns when the job goes on, at once
  /// where nobody could make it go on. Main thread.
  static void stop();
};

}  // namespace inkling
