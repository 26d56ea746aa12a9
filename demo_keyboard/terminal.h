// The demo keyboard in a terminal: the text, the strip of three, the latency of the last key.
#pragma once

#include "demo_keyboard/controller.h"
#include "platform/result.h"

namespace inkling {

/// Takes over the terminal until Ctrl-C, Ctrl-D or SIGTERM and leaves it as it was. One at a time
/// in a process. kUnsupported when standard input or output is no terminal.
Status run_terminal_keyboard(KeyboardController* controller);

}  // namespace inkling
