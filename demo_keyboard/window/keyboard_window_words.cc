// What the window does about a word that was tapped.
#include "demo_keyboard/window/keyboard_window.h"

namespace inkling {

void KeyboardWindow::make_word() {
  // What is known of the word is another thing now: the card says so, and stays.
  const auto then_look = [this](void (KeyboardController::*settle)(const std::string&)) {
    return [this, settle] {
      const auto looked = controller_->view().looked;
      if (!looked) return;
      (controller_.get()->*settle)(looked->word.text);
      controller_->look_at(looked->word.end);
      refresh();
    };
  };
  word_ = make_child<WordPopover>(
      this, WordCalls{[this](const std::string& text) {
                        const auto looked = controller_->view().looked;
                        if (looked) text_->mend(looked->word, text);
                        close_word();
                      },
                      then_look(&KeyboardController::keep), then_look(&KeyboardController::unlearn),
                      then_look(&KeyboardController::block),
                      then_look(&KeyboardController::unblock), [this] { close_word(); }});
}

void KeyboardWindow::close_word() {
  controller_->drop_look();
  refresh();
}

void KeyboardWindow::show_word(const KeyboardView& view) {
  if (!view.looked) {
    if (word_->isHidden()) return;
    const bool focused = word_->has_focus();
    word_->hide();
    if (focused) text_->setFocus();
    return;
  }
  if (view.looked->number == shown_look_) return;
  shown_look_ = view.looked->number;
  reasons_->hide();
  help_->hide();
  const WordChoices& word = view.looked->word;
  const QRect place = text_->word_rect(word.begin, word.end);
  const bool again = !word_->isHidden();
  word_->show_word(word, QRect(text_->viewport()->mapTo(this, place.topLeft()), place.size()));
  if (!again && text_->looked_by_key()) word_->take_focus();
}

}  // namespace inkling
