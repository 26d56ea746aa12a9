// What anyone wants to try or decide first, in sight: how sloppy the fingers are, and whether what
// is written is remembered.
#pragma once

#include <QBoxLayout>
#include <QLabel>
#include <QWidget>
#include <functional>
#include <string>

#include "demo_keyboard/keyboard_view.h"
#include "demo_keyboard/window/controls.h"

namespace inkling {

/// What the bar tells its owner; all must be set.
struct FrontCalls {
  std::function<void(float)> noise;  // standard deviation of a touch in key widths
  std::function<void(bool)> remember;
};

class FrontBar : public QWidget {
 public:
  /// `history_path`: where what is learned is kept; "" for nowhere.
  FrontBar(FrontCalls calls, const std::string& history_path, QWidget* parent);
  void show_view(const KeyboardView& view);
  /// One line without explanations, where the window is low.
  void set_compact(bool compact);
  [[nodiscard]] Slider& noise() { return *noise_; }
  [[nodiscard]] Switch& remember() { return *remember_; }
  [[nodiscard]] QString place() const { return place_->text(); }

 private:
  FrontCalls calls_;
  QString kept_in_;
  QBoxLayout* rows_;
  QLabel* noise_name_;
  Slider* noise_;
  QLabel* noise_value_;
  Switch* remember_;
  QLabel* place_;
};

}  // namespace inkling
