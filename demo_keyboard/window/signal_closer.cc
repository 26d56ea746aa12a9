#include "demo_keyboard/window/signal_closer.h"

namespace inkling {

SignalCloser::SignalCloser(QWidget* window)
    : notifier_(wakeup_.descriptor(), QSocketNotifier::Read) {
  QObject::connect(&notifier_, &QSocketNotifier::activated, window, [this, window] {
    wakeup_.clear();
    window->close();
  });
}

}  // namespace inkling
