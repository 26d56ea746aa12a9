#include "demo_keyboard/terminal.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "demo_keyboard/ghost_text.h"
#include "demo_keyboard/line_question.h"
#include "demo_keyboard/recording_place.h"
#include "demo_keyboard/terminal_draw.h"
#include "demo_keyboard/terminal_keys.h"
#include "demo_keyboard/terminal_screen.h"
#include "demo_keyboard/text_layout.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr int kQuestionColumns = 77;  // what a terminal of 80 shows beside the margins

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

/// Turns keys of the terminal into calls of the keyboard.
class TerminalFace {
 public:
  TerminalFace(KeyboardController* keyboard, std::string recordings)
      : keyboard_(*keyboard), recordings_(std::move(recordings)) {}

  void draw() {
    ask_to_mend();
    draw_keyboard(keyboard_.view(), notes_);
  }
  /// False when the person leaves.
  bool handle(const TerminalKey& key);

 private:
  void move_left();
  void move_right();
  void erase_right();
  void function_key(int number);
  void toggle_recording();
  void answer_file(const TerminalKey& key);
  void ask_to_forget();
  void answer_forget(const TerminalKey& key);
  void look_at_word();
  void ask_to_mend();
  void answer_mend(const TerminalKey& key);
  bool answer(const TerminalKey& key);
  void next_strength();

  KeyboardController& keyboard_;
  const std::string recordings_;  // a folder
  std::string recorded_to_;       // by the last recording
  TerminalNotes notes_;
  std::optional<LineQuestion> file_;  // for a recording, while it is asked for
  std::optional<std::array<std::string, kStripSlots>> forgettable_;  // while that is asked
  bool looking_ = false;  // what the word at the cursor may have been is not known yet
  std::optional<WordChoices> mendable_;  // while it is asked what it shall be
};

bool TerminalFace::handle(const TerminalKey& key) {
  using Kind = TerminalKeyKind;
  if (key.kind == Kind::kLeave) return false;
  if (key.kind == Kind::kResized) return true;  // drawing anew is all it takes
  if (answer(key)) return true;
  notes_.message.clear();
  notes_.why = false;
  looking_ = false;
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
      notes_.why = true;
      break;
    case 6:
      notes_.known = true;
      keyboard_.list_known();
      break;
    case 7:
      ask_to_forget();
      break;
    case 8:
      look_at_word();
      break;
    default:
      break;
  }
}

/// True when `key` was for a question.
bool TerminalFace::answer(const TerminalKey& key) {
  if (file_) {
    answer_file(key);
  } else if (forgettable_) {
    answer_forget(key);
  } else if (mendable_) {
    answer_mend(key);
  } else {
    return false;
  }
  return true;
}

void TerminalFace::toggle_recording() {
  const KeyboardView view = keyboard_.view();
  if (view.recording) {
    const Status stopped = keyboard_.stop_recording();
    notes_.message = stopped ? "recorded to " + recorded_to_ : stopped.error().message;
    return;
  }
  if (view.incognito) {
    notes_.message = "no recording: in incognito nothing is recorded; leave it first";
    return;
  }
  file_.emplace(new_recording(recordings_));
  notes_.question = "record to (Escape: not) " + file_->answer();
}

void TerminalFace::answer_file(const TerminalKey& key) {
  const LineQuestion::State state = file_->handle(key);
  notes_.question = "record to (Escape: not) " + file_->answer();
  if (state == LineQuestion::State::kAsking) return;
  const auto path = recording_path(file_->answer());
  file_.reset();
  notes_.question.clear();
  if (state == LineQuestion::State::kLeft) {
    notes_.message = "no recording";
    return;
  }
  const Status started = path ? keyboard_.start_recording(*path) : Status(path.error());
  if (!started) {
    notes_.message = started.error().message;
    return;
  }
  recorded_to_ = *path;
  notes_.message = "recording to " + *path + "; F3 ends it";
}

void TerminalFace::ask_to_forget() {
  const KeyboardView view = keyboard_.view();
  std::array<std::string, kStripSlots> words;
  std::string listed;
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& slot = view.strip.at(static_cast<std::size_t>(i));
    if (!slot) continue;
    words.at(static_cast<std::size_t>(i)) = slot->suggestion.text;
    listed += std::to_string(i + 1) + " " + slot->suggestion.text + "   ";
  }
  if (listed.empty()) {
    notes_.message = "there is no suggestion to forget";
    return;
  }
  forgettable_ = words;
  notes_.question = "never suggest again:   " + listed + "(another key: none) ";
}

void TerminalFace::answer_forget(const TerminalKey& key) {
  const auto words = *std::exchange(forgettable_, std::nullopt);
  notes_.question.clear();
  int slot = key.kind == TerminalKeyKind::kPick ? key.number : -1;
  if (key.kind == TerminalKeyKind::kCharacter && key.character.size() == 1) {
    slot = key.character.front() - '1';
  }
  notes_.message = "nothing is forgotten";
  if (slot < 0 || slot >= kStripSlots) return;
  const std::string& word = words.at(static_cast<std::size_t>(slot));
  if (word.empty()) return;
  // The strip may be another one by now; what counts is the word that the question named.
  const Strip strip = keyboard_.view().strip;
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& shown = strip.at(static_cast<std::size_t>(i));
    if (!shown || shown->suggestion.text != word || !keyboard_.forget(i)) continue;
    notes_.message = "forgotten, and not suggested again: " + word;
    return;
  }
  notes_.message = "not forgotten: \"" + word + "\" is no word, or no suggestion any more";
}

void TerminalFace::look_at_word() {
  const KeyboardView view = keyboard_.view();
  const auto parts = [](char c) { return c == ' ' || c == '\n'; };
  if ((view.text.empty() || parts(view.text.back())) &&
      (view.right.empty() || parts(view.right.front()))) {
    notes_.message = "no word is at the cursor";
    return;
  }
  looking_ = true;
  notes_.message = "…";
  keyboard_.look_at(view.text.size());
}

/// Once the answer is there.
void TerminalFace::ask_to_mend() {
  if (!looking_) return;
  const auto looked = keyboard_.view().looked;
  if (!looked) return;
  looking_ = false;
  notes_.message = "nothing else comes to mind for " + looked->word.text;
  if (looked->word.others.empty()) return;
  mendable_ = looked->word;
  mendable_->others.clear();
  const std::string none = "(another key: none) ";
  notes_.question = "in place of " + looked->word.text + ":   ";
  for (const Suggestion& other : looked->word.others) {
    std::string listed = std::to_string(mendable_->others.size() + 1) + " " + other.text;
    listed += other.text == looked->word.typed ? " (as typed)   " : "   ";
    // The best ones, as far as a line holds them.
    const std::string longer = notes_.question + listed;
    if (!mendable_->others.empty() && text_columns(longer + none) > kQuestionColumns) break;
    notes_.question = longer;
    mendable_->others.push_back(other);
  }
  notes_.question += none;
}

void TerminalFace::answer_mend(const TerminalKey& key) {
  const WordChoices word = *std::exchange(mendable_, std::nullopt);
  notes_.question.clear();
  notes_.message.clear();
  std::size_t number = word.others.size();
  if (key.kind == TerminalKeyKind::kPick) number = static_cast<std::size_t>(key.number);
  if (key.kind == TerminalKeyKind::kCharacter && key.character.size() == 1)
    number = static_cast<std::size_t>(key.character.front() - '1');
  if (number < word.others.size()) {
    const std::string& text = word.others.at(number).text;
    const bool done = keyboard_.mend(word.begin, word.text, text);
    notes_.message = done ? word.text + " → " + text : "the text is another one by now";
  }
  keyboard_.drop_look();
}

void TerminalFace::next_strength() {
  const int next = (static_cast<int>(keyboard_.view().strength) + 1) %
                   (static_cast<int>(AutocorrectStrength::kBold) + 1);
  const auto strength = static_cast<AutocorrectStrength>(next);
  keyboard_.set_strength(strength);
  notes_.message = std::string("how readily a space corrects: ") + strength_name(strength);
}

}  // namespace

Status run_terminal_keyboard(KeyboardController* controller, const Wakeup& wakeup,
                             const std::string& recordings) {
  const auto screen = TerminalScreen::open(&wakeup);
  if (!screen) return screen.error();
  TerminalFace face(controller, recordings);
  for (bool going = true; going && !TerminalScreen::asked_to_leave();) {
    face.draw();
    going = (*screen)->wait();
    bool suspend = TerminalScreen::asked_to_suspend();
    for (TerminalKey key = read_key(); going && key.kind != TerminalKeyKind::kNone;
         key = read_key()) {
      if (key.kind == TerminalKeyKind::kSuspend) {
        suspend = true;
        break;
      }
      going = face.handle(key);
    }
    if (going && suspend) (*screen)->suspend();
  }
  return {};
}

}  // namespace inkling
