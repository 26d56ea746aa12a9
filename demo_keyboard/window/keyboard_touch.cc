// What fingers do to the keys.
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/keyboard_widget.h"

namespace inkling {
namespace {

constexpr int kRepeatMillis = 55;
constexpr int kRepeatWordMillis = 220;
constexpr int kLettersRepeated = 8;   // before a held backspace takes whole words
constexpr float kDrawn = 0.8F;        // key widths from where it began: no sloppy tap any more
constexpr qint64 kSketchMillis = 60;  // between two guesses
constexpr double kCursorStep = 0.3;   // key widths along the space bar for one character

}  // namespace

void KeyboardWidget::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) finger_.press(event->position());
}

void KeyboardWidget::mouseMoveEvent(QMouseEvent* event) { finger_.move(event->position()); }

void KeyboardWidget::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) finger_.release(event->position());
}

void KeyboardWidget::hideEvent(QHideEvent*) { finger_.cancel(); }

/// Where a finger at `at` hits: with the slip that it came down with.
KeyPoint KeyboardWidget::landed_at(const QPointF& at) {
  const KeyPoint aimed = to_keys(at);
  return {aimed.x + static_cast<float>(slip_.x()), aimed.y + static_cast<float>(slip_.y())};
}

void KeyboardWidget::finger_down(const QPointF& at) {
  slip_ = {};
  if (noise_ > 0) {
    std::normal_distribution<float> slip(0, noise_);
    slip_ = {slip(random_), slip(random_)};
    overlay_.show_slip(to_keys(at), landed_at(at));
  }
  landed_ = landed_at(at);
  path_.assign(1, {landed_.x, landed_.y, 0});
  drawing_ = false;
  drawn_for_.start();
  sketched_at_ = 0;
  under_ = plan_.index_at(landed_);
  press_down(under_);
  cursor_from_ = at.x();
  cursor_moved_ = held_ = false;
  const KeyCap& cap = plan_.caps[under_];
  if (cap.action == KeyAction::kType) preview(under_);
  if (cap.action == KeyAction::kBackspace) calls_.backspace();  // at once: it repeats
}

void KeyboardWidget::finger_held() {
  held_ = true;
  const KeyCap& cap = plan_.caps[under_];
  if (cap.action == KeyAction::kType && !cap.alternates.isEmpty()) {
    bubble_->show_over(
        QRect(buttons_[under_]->mapTo(bubble_->parentWidget(), QPoint()), buttons_[under_]->size()),
        cap.alternates);
  } else if (cap.action == KeyAction::kBackspace) {
    repeated_ = 0;
    repeat_.start(kRepeatMillis);
  } else if (cap.action == KeyAction::kShift) {
    set_shift(ShiftState::kLocked);
    press_down(under_);
  }
}

void KeyboardWidget::repeat_backspace() {
  if (++repeated_ <= kLettersRepeated) return calls_.backspace();
  repeat_.setInterval(kRepeatWordMillis);
  calls_.backspace_word();
}

void KeyboardWidget::finger_moved(const QPointF& at) {
  const KeyCap& cap = plan_.caps[under_];
  if (cap.action == KeyAction::kSpace) return drag_cursor(at.x());
  if (bubble_->has_choice() && !bubble_->isHidden()) {
    return bubble_->choose(QPointF(mapTo(bubble_->parentWidget(), at.toPoint())));
  }
  if (finger_.phase() != Finger::Phase::kDragged || cap.action != KeyAction::kType) return;
  if (may_draw()) draw_on(at);
  if (drawing_) return;
  const std::size_t now = plan_.index_at(landed_at(at));
  if (now == under_ || plan_.caps[now].action != KeyAction::kType) return;
  under_ = now;
  press_down(now);
  preview(now);
}

/// Words are drawn over letters alone.
bool KeyboardWidget::may_draw() const {
  const KeyCap& cap = plan_.caps[plan_.index_at(landed_)];
  return page_ == KeyPage::kLetters && !held_ && cap.has_touch && cap.action == KeyAction::kType &&
         cap.rect.top() >= 0;
}

void KeyboardWidget::draw_on(const QPointF& at) {
  const KeyPoint now = landed_at(at);
  path_.push_back({now.x, now.y, drawn_for_.elapsed()});
  if (!drawing_ && std::hypot(now.x - landed_.x, now.y - landed_.y) < kDrawn) return;
  if (!drawing_) {
    drawing_ = true;
    bubble_->hide();
    for (KeyButton* button : buttons_) button->setDown(false);
  }
  overlay_.set_trail(path_, /*moving=*/true);
  if (path_.back().t - sketched_at_ < kSketchMillis) return;
  sketched_at_ = path_.back().t;
  calls_.sketch(path_, drawn_case());
}

GestureCase KeyboardWidget::drawn_case() const {
  if (shift_ == ShiftState::kLocked) return GestureCase::kUpper;
  // Where shift went down by itself, the engine writes the capital, unless a finger put it up.
  if (shift_ == ShiftState::kOff && wants_capital_) return GestureCase::kPlain;
  const bool title = shift_ == ShiftState::kOnce && !shift_by_itself_;
  return title ? GestureCase::kTitle : GestureCase::kAsWritten;
}

void KeyboardWidget::drag_cursor(double x) {
  const double step = kCursorStep * width() / plan_.bounds.width();
  const int steps = static_cast<int>((x - cursor_from_) / step);
  if (steps == 0) return;
  cursor_from_ += steps * step;
  cursor_moved_ = true;
  calls_.move_cursor(steps);
}

void KeyboardWidget::finger_lifted(const QPointF& at) {
  if (std::exchange(drawing_, false)) {
    const KeyPoint last = landed_at(at);
    path_.push_back({last.x, last.y, drawn_for_.elapsed()});
    overlay_.set_trail(path_, /*moving=*/false);
    const GestureCase letter_case = drawn_case();
    let_up();
    if (shift_ == ShiftState::kOnce) set_shift(ShiftState::kOff);
    return calls_.swipe(std::exchange(path_, {}), letter_case);
  }
  const std::size_t index = under_;
  if (index >= plan_.caps.size()) return let_up();  // the keys are others by now
  const KeyCap cap = plan_.caps[index];  // a copy: what follows may lay the keys out anew
  const QString chosen = bubble_->has_choice() ? bubble_->chosen() : QString();
  let_up();
  if (cap.action == KeyAction::kBackspace) return;
  if (cap.action == KeyAction::kShift && held_) return;
  if (cap.action == KeyAction::kSpace && cursor_moved_) return;
  if (!chosen.isEmpty()) return type(chosen, std::nullopt);
  hit(index, landed_at(at));
}

void KeyboardWidget::let_up() {
  if (std::exchange(drawing_, false)) {
    overlay_.set_trail({}, /*moving=*/false);
    calls_.drop_sketch();
  }
  repeat_.stop();
  bubble_->hide();
  for (KeyButton* button : buttons_) button->setDown(false);
}

void KeyboardWidget::press_down(std::size_t index) {
  release_.stop();
  for (KeyButton* button : buttons_) button->setDown(false);
  buttons_[index]->setDown(true);
}

void KeyboardWidget::preview(std::size_t index) {
  bubble_->show_over(
      QRect(buttons_[index]->mapTo(bubble_->parentWidget(), QPoint()), buttons_[index]->size()),
      {plan_.caps[index].types});
}

void KeyboardWidget::flash(KeyPoint point) {
  if (page_ != KeyPage::kLetters) return;
  press_down(plan_.index_at(point));
  release_.start();
}

void KeyboardWidget::hit(std::size_t index, std::optional<KeyPoint> where) {
  const KeyCap cap = plan_.caps[index];  // a copy: what follows may lay the keys out anew
  if (!where) {
    press_down(index);
    release_.start();
  }
  switch (cap.action) {
    case KeyAction::kType:
      type(cap.types,
           where && cap.has_touch ? std::optional(Touch{where->x, where->y}) : std::nullopt);
      break;
    case KeyAction::kSpace:
      calls_.space();
      break;
    case KeyAction::kEnter:
      calls_.enter();
      break;
    case KeyAction::kBackspace:
      calls_.backspace();
      break;
    case KeyAction::kShift:
      press_shift();
      break;
    case KeyAction::kPage:
      page_ = cap.page;
      replan();
      break;
  }
}

void KeyboardWidget::type(const QString& character, std::optional<Touch> touch) {
  if (shift_ == ShiftState::kOnce && page_ == KeyPage::kLetters) set_shift(ShiftState::kOff);
  calls_.type(character, touch);
}

void KeyboardWidget::set_shift(ShiftState shift) {
  shift_by_itself_ = false;
  if (shift == shift_) return;
  shift_ = shift;
  replan();
}

void KeyboardWidget::press_shift() {
  // Off, for one letter, locked, off: no need to be quick. What went down by itself goes up.
  if (shift_ == ShiftState::kOff) return set_shift(ShiftState::kOnce);
  const bool lock = shift_ == ShiftState::kOnce && !shift_by_itself_;
  set_shift(lock ? ShiftState::kLocked : ShiftState::kOff);
}

void KeyboardWidget::set_wants_capital(bool wanted) {
  if (wanted == wants_capital_) return;
  wants_capital_ = wanted;
  if (wanted && shift_ == ShiftState::kOff) {
    set_shift(ShiftState::kOnce);
    shift_by_itself_ = true;
  } else if (!wanted && shift_by_itself_ && shift_ == ShiftState::kOnce) {
    set_shift(ShiftState::kOff);
  }
}

bool KeyboardWidget::is_down(const QString& name) const {
  for (std::size_t i = 0; i < plan_.caps.size(); ++i)
    if (plan_.caps[i].name == name) return buttons_[i]->isDown();
  return false;
}

}  // namespace inkling
