// "Forget this word?", in the place of the strip: nothing pops up, nothing waits.
#pragma once

#include <QLabel>
#include <QWidget>
#include <functional>

#include "demo_keyboard/window/controls.h"

namespace inkling {

class ForgetQuestion : public QWidget {
 public:
  /// `forget` or `keep` is called, once, for each ask().
  ForgetQuestion(std::function<void()> forget, std::function<void()> keep, QWidget* parent);
  void ask(const QString& word);
  [[nodiscard]] PillButton& forget() { return *forget_; }
  [[nodiscard]] PillButton& keep() { return *keep_; }

 private:
  QLabel* question_;
  PillButton* forget_;
  PillButton* keep_;
};

}  // namespace inkling
