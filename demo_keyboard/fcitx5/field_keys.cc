// What the keys of a real keyboard do in a text field.
#include <fcitx/inputcontext.h>

#include <optional>

#include "demo_keyboard/fcitx5/field.h"
#include "engine/word_bounds.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

const fcitx::KeyStates kCommandStates{fcitx::KeyState::Ctrl,  fcitx::KeyState::Alt,
                                      fcitx::KeyState::Super, fcitx::KeyState::Super2,
                                      fcitx::KeyState::Hyper, fcitx::KeyState::Meta};

/// The character that the key types; empty when it types none.
std::string character_of(const fcitx::Key& key) {
  const std::string out = fcitx::Key::keySymToUTF8(key.sym());
  const bool control =
      out.size() == 1 && (static_cast<unsigned char>(out[0]) < 0x20U || out[0] == '\x7f');
  return control ? std::string() : out;
}

bool moves_cursor(const fcitx::Key& key) {
  return key.isCursorMove() || key.sym() == FcitxKey_Delete || key.sym() == FcitxKey_KP_Delete ||
         key.sym() == FcitxKey_Tab || key.sym() == FcitxKey_ISO_Left_Tab ||
         key.sym() == FcitxKey_Return || key.sym() == FcitxKey_KP_Enter;
}

std::string without_last_grapheme(const std::string& text) {
  return text.substr(0, text.size() - last_grapheme_bytes(text));
}

}  // namespace

bool Field::key(const fcitx::KeyEvent& event) {
  const fcitx::Key key = event.key();
  // What is secret goes straight from the keys to the application.
  if (event.isRelease() || key.isModifier() || traits_.kind == FieldKind::kPassword) return false;
  if (panel_.take(key.digitSelection(fcitx::KeyState::Alt))) return true;
  if (key.states().testAny(kCommandStates)) {
    pass();
    return false;
  }
  const std::optional<std::string> composed =
      services_->instance->processComposeString(context_, key.sym());
  if (!composed) return true;  // a dead key, or one that does not go with it
  if (!composed->empty()) {
    type(*composed);
    return true;
  }
  if (key.sym() == FcitxKey_BackSpace) return erase();
  if (key.sym() == FcitxKey_Escape) return escape();
  const bool plain = !key.states().test(fcitx::KeyState::Shift);
  if (plain && (key.sym() == FcitxKey_Return || key.sym() == FcitxKey_KP_Enter)) {
    return enter_key();
  }
  if (plain && key.sym() == FcitxKey_Tab && panel_.take(0)) return true;
  const std::string character = character_of(key);
  if (!character.empty()) {
    type(character);
    return true;
  }
  if (moves_cursor(key)) pass();
  return false;
}

void Field::type(const std::string& character) {
  open();
  panel_.reveal();
  as_typed_ = app_.shown() + character;
  const KeyboardView view = keyboard_->view();
  const std::string word = view.text.substr(view.text.size() - view.composing_bytes);
  // A word that stood there before is not corrected because the cursor came by.
  if (app_.preedit().empty() && !word.empty() && !extends_word(word, character)) {
    keyboard_->finish();
  }
  keyboard_->key(character);
  follow();
}

void Field::select(int slot, const std::string& text) {
  if (keyboard_ == nullptr || !entered_) return;
  const KeyboardView view = keyboard_->view();
  const auto& place = view.strip.at(static_cast<std::size_t>(slot));
  if (!place || place->suggestion.text != text || !possible(view, place->suggestion)) return;
  if (!keyboard_->pick(slot)) return;  // the engine is behind; the strip is of an earlier text
  panel_.reveal();
  as_typed_ = keyboard_->view().text;
  follow();
}

bool Field::erase() {
  if (keyboard_ == nullptr || !entered_) return false;
  const auto around = surroundings(*context_);
  if (around && around->selected && app_.preedit().empty()) {
    unsure_ = true;  // what is selected goes, and the application reports what is left
    return false;
  }
  const KeyboardView view = keyboard_->view();
  const bool told_all = view.text == app_.left();
  if (told_all && !(view.autocorrected && abilities().can_delete)) {
    // The application's own key works where it lets nobody else delete.
    if (view.autocorrected) {
      keyboard_->set_text(without_last_grapheme(view.text), app_.right());
    } else {
      keyboard_->backspace();
    }
    app_.moved_on(keyboard_->view().text);
    as_typed_ = app_.left();
    follow();
    return false;
  }
  as_typed_ = without_last_grapheme(app_.shown());
  keyboard_->backspace();
  follow();
  return true;
}

bool Field::enter_key() {
  if (keyboard_ == nullptr || !entered_) return false;
  const KeyboardView view = keyboard_->view();
  if (view.settled && (view.composing_bytes == 0 || app_.preedit().empty())) {
    commit_shown(/*preedit_taken=*/false);
    keyboard_->enter();
    app_.moved_on(keyboard_->view().text);
    follow();
    return false;
  }
  // The word may still be corrected: the line is broken behind it, by follow().
  as_typed_ = app_.shown() + "\n";
  keyboard_->enter();
  follow();
  return true;
}

bool Field::escape() {
  if (keyboard_ == nullptr || !entered_) return false;
  const bool composing = !app_.preedit().empty();
  panel_.dismiss_trouble();
  panel_.hide();
  if (composing) commit_shown(/*preedit_taken=*/false);
  show(keyboard_->view());
  // With nothing to drop but predictions it is the application's: it closes a dialogue there.
  return composing;
}

/// The key is the application's, and may do anything to its text.
void Field::pass() {
  if (keyboard_ == nullptr || !entered_) return;
  commit_shown(/*preedit_taken=*/false);
  if (surroundings(*context_)) {
    app_.reset(app_.left(), app_.right());
    unsure_ = true;
  } else {
    app_.reset({}, {});
    keyboard_->set_text({}, {});
  }
  panel_.hide();
  show(keyboard_->view());
}

}  // namespace inkling
