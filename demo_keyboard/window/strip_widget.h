// The strip of suggestions: three slots, and a button that says why.
#pragma once

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>
#include <array>
#include <functional>
#include <optional>

#include "demo_keyboard/strip.h"
#include "demo_keyboard/window/controls.h"
#include "engine/inkling.h"

namespace inkling {

/// What the strip tells its owner; all must be set. Slots count from 0, left to right.
struct StripCalls {
  std::function<void(int)> pick;
  std::function<void(int)> forget;   // a long press, or Delete on a slot
  std::function<void(int)> explain;  // a right click, or the menu key; -1: the info button
};

/// One suggestion. The one that space would put in is filled and carries the sign of a space bar.
class SlotButton : public QAbstractButton {
 public:
  SlotButton(int slot, const StripCalls& calls, QWidget* parent);
  /// `stale`: of an earlier text, so a pick would be refused; drawn fainter.
  void show_suggestion(const std::optional<Suggestion>& suggestion, bool stale);
  [[nodiscard]] bool marked() const { return suggestion_ && suggestion_->autocorrect; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int slot_;
  const StripCalls& calls_;
  std::optional<Suggestion> suggestion_;
  bool stale_ = false;
  QTimer long_press_;
};

class StripWidget : public QWidget {
 public:
  StripWidget(StripCalls calls, QWidget* parent);
  void show_strip(const Strip& strip, bool current);
  [[nodiscard]] SlotButton& slot(int index) { return *slots_.at(static_cast<std::size_t>(index)); }
  [[nodiscard]] PillButton& info() { return *info_; }

 private:
  StripCalls calls_;
  std::array<SlotButton*, kStripSlots> slots_{};
  PillButton* info_;
};

}  // namespace inkling
