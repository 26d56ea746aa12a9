// The keys: where a click lands decides what is typed, and the engine is told the place.
#pragma once

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "demo_keyboard/window/key_plan.h"
#include "demo_keyboard/window/touch_overlay.h"
#include "engine/inkling.h"

namespace inkling {

/// One key: looks, focus and a name for screen readers. Clicks go to the keyboard behind it, which
/// knows where exactly they fell.
class KeyButton : public QAbstractButton {
 public:
  explicit KeyButton(QWidget* parent);
  void set_cap(const KeyCap& cap);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  KeyCap cap_;
};

/// What the keyboard tells its owner; all must be set.
struct KeyboardCalls {
  /// A character, and where it was hit when the engine knows the key.
  std::function<void(const QString&, std::optional<Touch>)> type;
  std::function<void()> space, enter, backspace;
};

/// Draws whatever letters a layout has, with digits, a space bar, shift, backspace, enter and two
/// pages of symbols. One stop in the tab order; arrow keys go from key to key.
class KeyboardWidget : public QWidget {
 public:
  KeyboardWidget(KeyboardCalls calls, QWidget* parent);

  void set_layout(const Layout& layout);
  /// Clicks land this far off: the standard deviation in key widths and heights. 0: where aimed.
  void set_noise(float sigma) { noise_ = sigma; }
  [[nodiscard]] const KeyPlan& plan() const { return plan_; }
  [[nodiscard]] KeyPage page() const { return page_; }
  [[nodiscard]] ShiftState shift() const { return shift_; }
  /// The middle of a key, in pixels; empty when no key of this page has the name.
  [[nodiscard]] std::optional<QPoint> center_of(const QString& name) const;
  [[nodiscard]] TouchOverlay& overlay() { return overlay_; }
  /// Shows a key as pressed for a moment: a trace hits it.
  void flash(KeyPoint point);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void replan();
  void place_keys();
  void hit(std::size_t index, std::optional<KeyPoint> where);
  void show_pressed(std::size_t index);
  void press_shift();
  void move_focus(std::size_t from, int dx, int dy);
  [[nodiscard]] KeyPoint to_keys(const QPointF& pixel) const;

  KeyboardCalls calls_;
  const Layout* layout_;
  KeyPage page_ = KeyPage::kLetters;
  ShiftState shift_ = ShiftState::kOff;
  KeyPlan plan_;
  std::vector<KeyButton*> buttons_;  // children; the first plan_.caps.size() are shown
  float noise_ = 0;
  std::mt19937 random_{20240229};  // a fixed seed: slips can be shown again
  TouchOverlay overlay_;
  QTimer release_;  // lets the pressed key up
  QTimer repeat_;   // of a backspace that is held
};

}  // namespace inkling
