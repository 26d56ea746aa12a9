// The demo keyboard in a terminal: the text, the strip of three, the latency of the last key.
#pragma once

#include <string>

#include "demo_keyboard/controller.h"
#include "demo_keyboard/wakeup.h"
#include "platform/result.h"

namespace inkling {

/// Takes over the terminal until Ctrl-C, Ctrl-D or SIGTERM and leaves it as it was, also in a
/// crash. `wakeup` is what the controller's on_change wakes. Where a recording goes is asked for;
/// `recordings` is the folder that is proposed, "" the working folder. One at a time in a process,
/// on its main thread. kUnsupported when standard input or output is no terminal or $TERM names
/// none that will do.
Status run_terminal_keyboard(KeyboardController* controller, const Wakeup& wakeup,
                             const std::string& recordings = {});

}  // namespace inkling
