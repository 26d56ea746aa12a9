// The keyboard on the screen: hints and marks, the text, the strip, one line of figures.
#pragma once

#include <string>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// What the face says besides the view.
struct TerminalNotes {
  std::string message;   // in the last line; empty: the figures
  std::string question;  // in place of that line, with the cursor behind it
  bool help = false;     // all keys, in place of the text
  bool why = false;      // why these suggestions, what a space does, in place of the text
  bool known = false;    // what was learned, in place of the text
};

/// Once, when the terminal has colours.
void prepare_colors();
/// Draws everything anew, in whatever size the terminal has. Main thread, ncurses.
void draw_keyboard(const KeyboardView& view, const TerminalNotes& notes);

const char* strength_name(AutocorrectStrength strength);

}  // namespace inkling
