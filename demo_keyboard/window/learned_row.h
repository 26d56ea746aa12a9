// "Learned Zorvath: keep · forget".
#pragma once

#include <QLabel>
#include <QWidget>
#include <functional>
#include <string>

#include "demo_keyboard/window/controls.h"

namespace inkling {

/// What a row tells its owner about its word; all must be set.
struct LearnedCalls {
  std::function<void(const std::string&)> keep, forget;
};

/// Hidden until it has a word.
class LearnedRow : public QWidget {
 public:
  /// `floating`: a card over the window rather than a line of the panel.
  LearnedRow(LearnedCalls calls, bool floating, QWidget* parent);
  /// Empty: hides.
  void show_word(const std::string& word);
  [[nodiscard]] const std::string& word() const { return word_; }
  [[nodiscard]] PillButton& keep() { return *keep_; }
  [[nodiscard]] PillButton& forget() { return *forget_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_label();

  LearnedCalls calls_;
  bool floating_;
  std::string word_;
  QLabel* label_;
  PillButton* keep_;
  PillButton* forget_;
};

}  // namespace inkling
