#include "demo_keyboard/suspend_signal.h"

#include <csignal>

namespace inkling {
namespace {

volatile std::sig_atomic_t suspension_asked = 0;
const Wakeup* handler_wakeup = nullptr;

void ask_for_suspension(int) {
  suspension_asked = 1;
  if (handler_wakeup != nullptr) handler_wakeup->wake();
}

}  // namespace

SuspendSignal::SuspendSignal(const Wakeup* wakeup) {
  suspension_asked = 0;
  handler_wakeup = wakeup;
  std::signal(SIGTSTP, ask_for_suspension);
}

SuspendSignal::~SuspendSignal() {
  std::signal(SIGTSTP, SIG_DFL);
  handler_wakeup = nullptr;
}

bool SuspendSignal::take() {
  const bool asked = suspension_asked != 0;
  suspension_asked = 0;
  return asked;
}

void SuspendSignal::stop() {
  std::signal(SIGTSTP, SIG_DFL);
  // The whole job: a script that runs the keyboard has to stop with it, or its shell waits on. The
  // system gives the signal to the main thread first, which is this one.
  ::kill(0, SIGTSTP);
  std::signal(SIGTSTP, ask_for_suspension);
  suspension_asked = 0;
}

}  // namespace inkling
