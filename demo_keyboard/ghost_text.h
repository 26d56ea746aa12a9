// What stands dim behind the cursor.
#pragma once

#include <string>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// The rest of the best suggestion and what likely follows it, as KeyboardController::take_ghost()
/// would write it; empty when there is none, when text follows the cursor, or when the best
/// suggestion is not what was typed and more.
std::string ghost_text(const KeyboardView& view);

}  // namespace inkling
