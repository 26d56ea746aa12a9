// Closes a window when a signal asks the program to leave.
#pragma once

#include <QSocketNotifier>
#include <QWidget>

#include "demo_keyboard/leaving_signals.h"

namespace inkling {

/// While it lives, SIGTERM, SIGHUP and SIGINT close `window` as its button does, so that nothing
/// typed is lost. For the thread of the user interface; `window` must outlive it.
class SignalCloser {
 public:
  explicit SignalCloser(QWidget* window);

 private:
  Wakeup wakeup_;
  LeavingSignals signals_{&wakeup_};
  QSocketNotifier notifier_;
};

}  // namespace inkling
