// Why the suggestions of a strip were made, as a table.
#pragma once

#include <string>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// A heading and a line for each suggestion, with its number on the strip: what model, lexicon,
/// history and touch said of it, in nats, "–" where one has nothing to say. Lines end in '\n'.
/// Empty when there is no suggestion or the strip is of another text.
std::string reasons_text(const KeyboardView& view);

}  // namespace inkling
