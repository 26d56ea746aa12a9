// The keys: where a click lands decides what is typed, and the engine is told the place.
#pragma once

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "demo_keyboard/window/finger.h"
#include "demo_keyboard/window/key_bubble.h"
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
  std::function<void()> backspace_word;  // a backspace that is held
  std::function<void(int)> move_cursor;  // so many characters; a drag along the space bar
  /// A finger is drawing a word over the letters; it has drawn one; it draws none after all.
  std::function<void(std::vector<GesturePoint>, GestureCase)> sketch, swipe;
  std::function<void()> drop_sketch;
};

/// Draws whatever letters a layout has, with digits, a space bar, shift, backspace, enter and two
/// pages of symbols. One stop in the tab order; arrow keys go from key to key.
///
/// A key is typed where the finger lifts, unless it went over letters far enough to draw a word. A
/// long press offers accents and signs, locks shift, and
/// with a drag along the space bar moves the cursor; backspace repeats, word by word in the end.
class KeyboardWidget : public QWidget {
 public:
  KeyboardWidget(KeyboardCalls calls, QWidget* parent);

  void set_layout(const Layout& layout);
  /// Shift goes down for one letter, unless a finger already put it somewhere, and up again when no
  /// capital is wanted any more.
  void set_wants_capital(bool wanted);
  /// Clicks land this far off: the standard deviation in key widths and heights. 0: where aimed.
  void set_noise(float sigma) { noise_ = sigma; }
  [[nodiscard]] const KeyPlan& plan() const { return plan_; }
  [[nodiscard]] KeyPage page() const { return page_; }
  [[nodiscard]] ShiftState shift() const { return shift_; }
  /// The middle of a key, in pixels; empty when no key of this page has the name.
  [[nodiscard]] std::optional<QPoint> center_of(const QString& name) const;
  [[nodiscard]] TouchOverlay& overlay() { return overlay_; }
  [[nodiscard]] KeyBubble& bubble() { return *bubble_; }
  [[nodiscard]] bool is_down(const QString& name) const;
  /// Shows a key as pressed for a moment: a trace hits it.
  void flash(KeyPoint point);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void replan();
  void place_keys();
  void hit(std::size_t index, std::optional<KeyPoint> where);
  void finger_down(const QPointF& at);
  void finger_held();
  void finger_moved(const QPointF& at);
  void finger_lifted(const QPointF& at);
  void let_up();
  [[nodiscard]] KeyPoint landed_at(const QPointF& at);
  void press_down(std::size_t index);
  void preview(std::size_t index);
  void type(const QString& character, std::optional<Touch> touch);
  void drag_cursor(double x);
  [[nodiscard]] bool may_draw() const;
  void draw_on(const QPointF& at);
  [[nodiscard]] GestureCase drawn_case() const;
  void repeat_backspace();
  void set_shift(ShiftState shift);
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
  Finger finger_;
  KeyBubble* bubble_;      // of the window
  KeyPoint landed_;        // where the finger, with its noise, came down
  QPointF slip_;           // that noise, in keys
  std::size_t under_ = 0;  // the key below the finger
  bool wants_capital_ = false;
  bool shift_by_itself_ = false;  // no finger put shift where it is
  double cursor_from_ = 0;        // where the last step along the space bar was made, pixels
  bool cursor_moved_ = false;
  bool held_ = false;
  int repeated_ = 0;
  std::vector<GesturePoint> path_;  // of the word that is being drawn
  bool drawing_ = false;            // it is no sloppy tap
  QElapsedTimer drawn_for_;
  qint64 sketched_at_ = 0;  // of drawn_for_, ms
  QTimer release_;          // lets a key up that no finger holds
  QTimer repeat_;           // of a backspace that is held
};

}  // namespace inkling
