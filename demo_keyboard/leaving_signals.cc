#include "demo_keyboard/leaving_signals.h"

#include <array>
#include <csignal>

namespace inkling {
namespace {

constexpr std::array<int, 3> kLeaving = {SIGTERM, SIGHUP, SIGINT};
volatile std::sig_atomic_t leave_requested = 0;
const Wakeup* handler_wakeup = nullptr;

void request_leaving(int) {
  leave_requested = 1;
  if (handler_wakeup != nullptr) handler_wakeup->wake();
}

}  // namespace

LeavingSignals::LeavingSignals(const Wakeup* wakeup) {
  leave_requested = 0;
  handler_wakeup = wakeup;
  for (const int signal : kLeaving) std::signal(signal, request_leaving);
}

LeavingSignals::~LeavingSignals() {
  for (const int signal : kLeaving) std::signal(signal, SIG_DFL);
  handler_wakeup = nullptr;
}

bool LeavingSignals::asked() { return leave_requested != 0; }

}  // namespace inkling
