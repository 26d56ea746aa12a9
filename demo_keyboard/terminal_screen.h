// The terminal in the hands of ncurses, and back as it was, whatever happens.
#pragma once

#include <memory>

#include "demo_keyboard/leaving_signals.h"
#include "demo_keyboard/suspend_signal.h"
#include "demo_keyboard/wakeup.h"
#include "platform/result.h"

namespace inkling {

/// Holds the terminal while it lives; one at a time in a process, for its main thread. SIGTERM,
/// SIGHUP and SIGINT ask to leave and wake the loop. When the program crashes the terminal is put
/// back before the signal does what it did without us.
class TerminalScreen {
 public:
  /// kUnsupported when standard input or output is no terminal, or $TERM names one that is unknown
  /// or cannot do what it takes. `wakeup` must outlive the screen.
  static Result<std::unique_ptr<TerminalScreen>> open(const Wakeup* wakeup);
  ~TerminalScreen();
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;

  [[nodiscard]] static bool asked_to_leave() { return LeavingSignals::asked(); }
  /// A SIGTSTP came, which wakes the loop, too.
  [[nodiscard]] static bool asked_to_suspend() { return SuspendSignal::take(); }
  /// Gives the terminal back, stops the program until its job goes on, and takes the terminal
  /// again, in whatever size it has by then. What is to be seen must be drawn anew.
  void suspend();
  /// Waits for a key, for wakeup or for a signal. False when the terminal is gone.
  bool wait() const;

 private:
  explicit TerminalScreen(const Wakeup* wakeup)
      : wakeup_(wakeup), signals_(wakeup), suspending_(wakeup) {}
  void take_over();

  const Wakeup* wakeup_;
  LeavingSignals signals_;
  SuspendSignal suspending_;
};

}  // namespace inkling
