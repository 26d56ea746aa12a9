// What the person pressed, whatever the terminal sent for it.
#pragma once

#include <string>

namespace inkling {

enum class TerminalKeyKind {
  kNone,       // nothing is there to be read
  kCharacter,  // `character`
  kIgnored,
  kResized,
  kBackspace,
  kDelete,
  kEnter,
  kTab,
  kPick,  // `number`: the slot, from 0
  kLeft,
  kRight,
  kHome,
  kEnd,
  kFunction,  // `number`: 1 for F1
  kEscape,
  kClear,    // Ctrl-U
  kSuspend,  // Ctrl-Z
  kLeave,
};

struct TerminalKey {
  TerminalKeyKind kind = TerminalKeyKind::kNone;
  std::string character = {};
  int number = 0;
};

/// Teaches ncurses Alt-1 to Alt-3, and Ctrl-1 to Ctrl-3 as xterm (modifyOtherKeys) and the newer
/// "CSI u" terminals send them, and both forms of the arrows. Once, after ncurses has the terminal.
void define_keys();
/// The next key; does not wait, but for the rest of a key that sends several bytes.
TerminalKey read_key();

}  // namespace inkling
