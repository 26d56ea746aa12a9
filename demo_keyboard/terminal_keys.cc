#include "demo_keyboard/terminal_keys.h"

#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>

#include "demo_keyboard/strip.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr wint_t kCtrlC = 3;
constexpr wint_t kCtrlD = 4;
constexpr wint_t kCtrlH = 8;
constexpr wint_t kCtrlU = 21;
constexpr wint_t kCtrlZ = 26;
constexpr wint_t kEscape = 27;
constexpr wint_t kDelete = 127;
constexpr int kFirstPick = KEY_MAX + 1;  // codes of our own
constexpr int kFunctionKeys = 8;

using Kind = TerminalKeyKind;

TerminalKey special_key(int code) {
  if (code >= kFirstPick && code < kFirstPick + kStripSlots) {
    return {.kind = Kind::kPick, .number = code - kFirstPick};
  }
  if (code > KEY_F(0) && code <= KEY_F(kFunctionKeys)) {
    return {.kind = Kind::kFunction, .number = code - KEY_F(0)};
  }
  switch (code) {
    case KEY_BACKSPACE:
      return {Kind::kBackspace};
    case KEY_DC:
      return {Kind::kDelete};
    case KEY_ENTER:
      return {Kind::kEnter};
    case KEY_LEFT:
      return {Kind::kLeft};
    case KEY_RIGHT:
      return {Kind::kRight};
    case KEY_HOME:
      return {Kind::kHome};
    case KEY_END:
      return {Kind::kEnd};
    case KEY_RESIZE:
      return {Kind::kResized};
    default:
      return {Kind::kIgnored};
  }
}

TerminalKey plain_key(wint_t key) {
  if (key == kCtrlC || key == kCtrlD) return {Kind::kLeave};
  if (key == L'\t') return {Kind::kTab};
  if (key == kCtrlH || key == kDelete) return {Kind::kBackspace};
  if (key == L'\r' || key == L'\n') return {Kind::kEnter};
  if (key == kEscape) return {Kind::kEscape};
  if (key == kCtrlU) return {Kind::kClear};
  if (key == kCtrlZ) return {Kind::kSuspend};
  if (key < L' ') return {Kind::kIgnored};
  TerminalKey out{Kind::kCharacter};
  append_utf8(static_cast<char32_t>(key), &out.character);
  return out;
}

}  // namespace

void define_keys() {
  // ncurses asks for the arrows' other form with the first key only; until then these come.
  define_key("\033[C", KEY_RIGHT);
  define_key("\033[D", KEY_LEFT);
  define_key("\033[H", KEY_HOME);
  define_key("\033[F", KEY_END);
  for (int slot = 0; slot < kStripSlots; ++slot) {
    const std::string digit = std::to_string(slot + 1);
    const std::string code_point = std::to_string('1' + slot);
    const int code = kFirstPick + slot;
    define_key(("\033" + digit).c_str(), code);                   // Alt, nearly everywhere
    define_key(("\033[27;5;" + code_point + "~").c_str(), code);  // Ctrl, modifyOtherKeys
    define_key(("\033[27;3;" + code_point + "~").c_str(), code);  // Alt, the same
    define_key(("\033[" + code_point + ";5u").c_str(), code);     // Ctrl, CSI u
    define_key(("\033[" + code_point + ";3u").c_str(), code);     // Alt, CSI u
  }
}

TerminalKey read_key() {
  wint_t key = 0;
  const int kind = get_wch(&key);
  if (kind == ERR) return {};
  return kind == KEY_CODE_YES ? special_key(static_cast<int>(key)) : plain_key(key);
}

}  // namespace inkling
