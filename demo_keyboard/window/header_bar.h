// The line at the top: how the engine is doing, and what is on.
#pragma once

#include <QLabel>
#include <QWidget>
#include <functional>

#include "demo_keyboard/keyboard_view.h"
#include "demo_keyboard/window/controls.h"

namespace inkling {

/// What the header tells its owner; all must be set.
struct HeaderCalls {
  std::function<void()> stop_recording, stop_playing;
  std::function<void(bool)> incognito, panel;
};

class HeaderBar : public QWidget {
 public:
  HeaderBar(HeaderCalls calls, QWidget* parent);
  void show_view(const KeyboardView& view);
  [[nodiscard]] QString status() const { return status_; }
  [[nodiscard]] PillButton& recording() { return *recording_; }
  [[nodiscard]] PillButton& playing() { return *playing_; }
  [[nodiscard]] PillButton& incognito() { return *incognito_; }
  [[nodiscard]] PillButton& panel() { return *panel_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_status();

  HeaderCalls calls_;
  QLabel* title_;
  QLabel* status_label_;
  QString status_;
  PillButton* recording_;
  PillButton* playing_;
  PillButton* incognito_;
  PillButton* panel_;
};

}  // namespace inkling
