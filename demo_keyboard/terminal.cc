#include "demo_keyboard/terminal.h"

#include <array>
#include <ctime>
#include <string>
#include <string_view>
#include <utility>

#include "demo_keyboard/decision_text.h"
#include "demo_keyboard/ghost_text.h"
#include "demo_keyboard/terminal_draw.h"
#include "demo_keyboard/terminal_keys.h"
#include "demo_keyboard/terminal_screen.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// Byte length of the first grapheme cluster of `text`.
std::size_t first_grapheme_bytes(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t next = end;
    next_code_point(text, &next);
    if (end > 0 && last_grapheme_bytes(text.substr(0, next)) < next) break;
    end = next;
  }
  return end;
}

std::string recording_name() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, 64> name{};
  const std::size_t length =
      std::strftime(name.data(), name.size(), "inkling-%Y%m%d-%H%M%S.jsonl", &local);
  return {name.data(), length};
}

/// Turns keys of the terminal into calls of the keyboard.
class TerminalFace {
 public:
  explicit TerminalFace(KeyboardController* keyboard) : keyboard_(*keyboard) {}

  void draw() const { draw_keyboard(keyboard_.view(), notes_); }
  /// False when the person leaves.
  bool handle(const TerminalKey& key);

 private:
  void move_left();
  void move_right();
  void erase_right();
  void function_key(int number);
  void toggle_recording();
  void next_strength();
  void explain();

  KeyboardController& keyboard_;
  TerminalNotes notes_;
};

bool TerminalFace::handle(const TerminalKey& key) {
  using Kind = TerminalKeyKind;
  if (key.kind == Kind::kLeave) return false;
  if (key.kind == Kind::kResized) return true;  // drawing anew is all it takes
  notes_.message.clear();
  notes_.why = false;
  if (std::exchange(notes_.help, false) || std::exchange(notes_.known, false)) return true;
  switch (key.kind) {
    case Kind::kCharacter:
      keyboard_.key(key.character);
      break;
    case Kind::kBackspace:
      keyboard_.backspace();
      break;
    case Kind::kDelete:
      erase_right();
      break;
    case Kind::kEnter:
      keyboard_.enter();
      break;
    case Kind::kTab:
      keyboard_.pick_best();
      break;
    case Kind::kPick:
      keyboard_.pick(key.number);
      break;
    case Kind::kLeft:
      move_left();
      break;
    case Kind::kRight:
      move_right();
      break;
    case Kind::kHome:
      keyboard_.move_cursor(0);
      break;
    case Kind::kEnd: {
      const KeyboardView view = keyboard_.view();
      keyboard_.move_cursor(view.text.size() + view.right.size());
      break;
    }
    case Kind::kFunction:
      function_key(key.number);
      break;
    default:
      break;
  }
  return true;
}

void TerminalFace::move_left() {
  const KeyboardView view = keyboard_.view();
  if (!view.text.empty()) keyboard_.move_cursor(view.text.size() - last_grapheme_bytes(view.text));
}

void TerminalFace::move_right() {
  const KeyboardView view = keyboard_.view();
  if (!view.right.empty()) {
    keyboard_.move_cursor(view.text.size() + first_grapheme_bytes(view.right));
  } else if (!ghost_text(view).empty()) {
    keyboard_.take_ghost();
  }
}

void TerminalFace::erase_right() {
  const KeyboardView view = keyboard_.view();
  if (view.right.empty()) return;
  keyboard_.move_cursor(view.text.size() + first_grapheme_bytes(view.right));
  keyboard_.backspace();
}

void TerminalFace::function_key(int number) {
  switch (number) {
    case 1:
      notes_.help = true;
      break;
    case 2:
      keyboard_.set_incognito(!keyboard_.view().incognito);
      break;
    case 3:
      toggle_recording();
      break;
    case 4:
      next_strength();
      break;
    case 5:
      explain();
      break;
    case 6:
      notes_.known = true;
      keyboard_.list_known();
      break;
    default:
      break;
  }
}

void TerminalFace::explain() {
  notes_.why = !decision_text(keyboard_.view()).empty();
  if (!notes_.why) notes_.message = "a space changes nothing: no word is being typed";
}

void TerminalFace::toggle_recording() {
  if (keyboard_.view().recording) {
    const Status stopped = keyboard_.stop_recording();
    notes_.message = stopped ? "the recording is saved" : stopped.error().message;
    return;
  }
  const std::string path = recording_name();
  const Status started = keyboard_.start_recording(path);
  notes_.message = started ? "recording to " + path + "; F3 ends it" : started.error().message;
}

void TerminalFace::next_strength() {
  const int next = (static_cast<int>(keyboard_.view().strength) + 1) %
                   (static_cast<int>(AutocorrectStrength::kBold) + 1);
  const auto strength = static_cast<AutocorrectStrength>(next);
  keyboard_.set_strength(strength);
  notes_.message = std::string("how readily a space corrects: ") + strength_name(strength);
}

}  // namespace

Status run_terminal_keyboard(KeyboardController* controller, const Wakeup& wakeup) {
  const auto screen = TerminalScreen::open(&wakeup);
  if (!screen) return screen.error();
  TerminalFace face(controller);
  for (bool going = true; going && !TerminalScreen::asked_to_leave();) {
    face.draw();
    going = (*screen)->wait();
    for (TerminalKey key = read_key(); going && key.kind != TerminalKeyKind::kNone;
         key = read_key()) {
      going = face.handle(key);
    }
  }
  return {};
}

}  // namespace inkling
