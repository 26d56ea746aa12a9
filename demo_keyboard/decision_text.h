// What a space would do with what is being typed, and why, in plain words.
#pragma once

#include <string>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// What a space does, in a sentence without numbers. Empty when nothing is being typed or the strip
/// is of another text.
std::string decision_words(const KeyboardView& view);

/// What a space does, with which probability against which threshold or by which rule; then, a line
/// each, the three strongest shares for and against, in nats of log odds. Lines end where '\n'
/// stands, the last without. Empty when nothing is being typed or the strip is of another text.
std::string decision_text(const KeyboardView& view);

}  // namespace inkling
