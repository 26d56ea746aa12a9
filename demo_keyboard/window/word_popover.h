// What a word of the text may have been, and what becomes of it: a card beside the word.
#pragma once

#include <QList>
#include <QRect>
#include <QWidget>
#include <array>
#include <functional>
#include <string>

#include "demo_keyboard/window/controls.h"
#include "engine/inkling.h"

namespace inkling {

/// What the card tells its owner; all must be set.
struct WordCalls {
  std::function<void(const std::string&)> mend;  // by this
  std::function<void()> add, forget, block, unblock;
  std::function<void()> close;  // the person turned to something else
};

/// Hidden until it has a word. Takes no focus by itself: what is typed goes on into the text, and
/// closes the card, as does a press anywhere else. In it, arrow keys go from button to button,
/// Return presses one, and what else is typed is the text's again.
class WordPopover : public QWidget {
 public:
  WordPopover(WordCalls calls, QWidget* parent);
  /// Sizes itself and shows itself below `word` (in the parent), above it where that is too low.
  void show_word(const WordChoices& word, const QRect& place);
  /// Gives the focus to the first button.
  void take_focus();
  [[nodiscard]] bool has_focus() const;

  /// What can be put in, best first: what was typed ahead of all.
  [[nodiscard]] QStringList readings() const;
  /// The button that puts `reading` in; null where there is none.
  [[nodiscard]] PillButton* reading(const QString& reading);
  [[nodiscard]] PillButton& as_typed() { return *as_typed_; }
  [[nodiscard]] PillButton& add() { return *add_; }
  [[nodiscard]] PillButton& forget() { return *forget_; }
  [[nodiscard]] PillButton& block() { return *block_; }
  [[nodiscard]] PillButton& unblock() { return *unblock_; }
  [[nodiscard]] QSize sizeHint() const override { return size_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  static constexpr std::size_t kReadings = 4;

  void offer(PillButton* button, const std::string& reading, const QString& label);
  void fit(double widest);
  double flow(const QList<PillButton*>& buttons, double first, double top, double right);
  bool press_key(QKeyEvent* event);
  [[nodiscard]] QList<PillButton*> shown_buttons() const;
  [[nodiscard]] double widest_row() const;

  WordCalls calls_;
  QString word_;    // as it stands in the text
  QString status_;  // what is known of it; or empty
  PillButton* as_typed_;
  std::array<PillButton*, kReadings> readings_;
  PillButton* add_;
  PillButton* forget_;
  PillButton* block_;
  PillButton* unblock_;
  std::array<std::string, kReadings + 1> texts_;  // of the readings, then of what was typed
  QSize size_;
  double line_ = 0;  // between readings and the rest; 0: there are no readings
};

}  // namespace inkling
