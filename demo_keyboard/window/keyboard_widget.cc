#include "demo_keyboard/window/keyboard_widget.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kFlashMillis = 110;
constexpr double kSlop = 0.45;  // key widths that a tap may stray
constexpr double kGap = 0.08;   // between keys, in key widths

}  // namespace

KeyButton::KeyButton(QWidget* parent) : QAbstractButton(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
}

void KeyButton::set_cap(const KeyCap& cap) {
  cap_ = cap;
  setAccessibleName(cap.name);
  update();
}

void KeyButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double radius = std::min(em(*this) * 0.45, height() / 4.0);
  // A key that is down has no edge left below it.
  const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -2).translated(0, isDown() ? 1 : 0);
  const bool digit = cap_.rect.top() < 0;
  const bool quiet = cap_.icon != Icon::kNone || cap_.action == KeyAction::kPage || digit;
  const bool lit = isDown() || cap_.icon == Icon::kShiftOnce || cap_.icon == Icon::kShiftLocked;
  painter.setPen(Qt::NoPen);
  painter.setBrush(palette().color(ink::kKeyEdge));
  if (!isDown()) painter.drawRoundedRect(box.translated(0, 1.5), radius, radius);
  painter.setBrush(palette().color(lit ? ink::kAccent : quiet ? ink::kOtherKey : ink::kKey));
  // Where keys are as dark as the desk, an outline makes them keys.
  if (palette().color(ink::kKey) == palette().color(ink::kDesk))
    painter.setPen(QPen(palette().color(ink::kKeyEdge), 1));
  painter.drawRoundedRect(box, radius, radius);
  const QColor colour = palette().color(lit ? ink::kOnAccent : ink::kKeyText);
  if (cap_.icon != Icon::kNone) {
    const double side = std::min({em(*this) * 1.5, box.width() * 0.7, box.height() * 0.7});
    draw_icon(&painter, cap_.icon,
              QRectF(box.center() - QPointF(side, side) / 2, QSizeF(side, side)), colour);
  } else {
    const bool word = cap_.label.size() > 1;
    painter.setFont(scaled(font(), word || digit ? 1.0 : 1.35));
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter, cap_.label);
  }
  if (!cap_.hint.isEmpty()) {
    painter.setFont(scaled(font(), 0.72));
    painter.setPen(palette().color(lit ? ink::kOnAccent : ink::kFaint));
    painter.drawText(box.adjusted(0, 1, -em(*this) * 0.22, 0), Qt::AlignTop | Qt::AlignRight,
                     cap_.hint);
  }
  draw_focus_ring(&painter, *this, box, radius);
}

KeyboardWidget::KeyboardWidget(KeyboardCalls calls, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      layout_(&Layout::qwerty()),
      overlay_(this),
      finger_({[this](QPointF at) { finger_down(at); }, [this](QPointF at) { finger_lifted(at); },
               [this] { finger_held(); }, [this](QPointF at) { finger_moved(at); },
               [this](QPointF at) { finger_lifted(at); }, [this] { let_up(); }}),
      bubble_(make_child<KeyBubble>(parent->window())) {
  setAccessibleName(QStringLiteral("Keyboard"));
  setAccessibleDescription(QStringLiteral("Arrow keys go from key to key, Return presses one"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  setSizePolicy(policy);
  release_.setSingleShot(true);
  release_.setInterval(kFlashMillis);
  connect(&release_, &QTimer::timeout, this, [this] {
    for (KeyButton* button : buttons_) button->setDown(false);
  });
  connect(&repeat_, &QTimer::timeout, this, [this] { repeat_backspace(); });
  replan();
}

void KeyboardWidget::set_layout(const Layout& layout) {
  if (layout_ == &layout) return;
  layout_ = &layout;
  page_ = KeyPage::kLetters;
  replan();
}

void KeyboardWidget::replan() {
  plan_ = plan_keys(*layout_, page_, shift_);
  while (buttons_.size() < plan_.caps.size()) {
    auto* button = make_child<KeyButton>(this);
    const std::size_t index = buttons_.size();
    button->installEventFilter(this);
    connect(button, &QAbstractButton::clicked, this, [this, index] { hit(index, std::nullopt); });
    buttons_.push_back(button);
  }
  bool stop = false;  // one key stands for the keyboard in the tab order
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    const bool used = i < plan_.caps.size();
    if (used) buttons_[i]->set_cap(plan_.caps[i]);
    buttons_[i]->setVisible(used);
    stop = stop || (used && buttons_[i]->focusPolicy() == Qt::TabFocus);
  }
  if (!stop) {
    for (KeyButton* button : buttons_) button->setFocusPolicy(Qt::NoFocus);
    buttons_.front()->setFocusPolicy(Qt::TabFocus);
  }
  place_keys();
}

void KeyboardWidget::place_keys() {
  const QRectF& bounds = plan_.bounds;
  const double x = width() / bounds.width();
  const double y = height() / bounds.height();
  const double gap = std::min(x, y) * kGap / 2;
  for (std::size_t i = 0; i < plan_.caps.size(); ++i) {
    const QRectF& rect = plan_.caps[i].rect;
    const QRectF pixels((rect.left() - bounds.left()) * x, (rect.top() - bounds.top()) * y,
                        rect.width() * x, rect.height() * y);
    buttons_[i]->setGeometry(pixels.adjusted(gap, gap * 1.4, -gap, -gap * 1.4).toAlignedRect());
  }
  finger_.set_slop(x * kSlop);
  overlay_.set_plan(&plan_);
  overlay_.setGeometry(rect());
  overlay_.raise();
}

void KeyboardWidget::resizeEvent(QResizeEvent*) { place_keys(); }

QSize KeyboardWidget::sizeHint() const {
  const double e = em(*this);
  return QSizeF(plan_.bounds.width() * e * 2.5, plan_.bounds.height() * e * 3).toSize();
}

QSize KeyboardWidget::minimumSizeHint() const {
  const double e = em(*this);
  return QSizeF(plan_.bounds.width() * e * 1.75, plan_.bounds.height() * e * 1.5).toSize();
}

KeyPoint KeyboardWidget::to_keys(const QPointF& pixel) const {
  const QRectF& bounds = plan_.bounds;
  return {static_cast<float>(bounds.left() + pixel.x() * bounds.width() / std::max(width(), 1)),
          static_cast<float>(bounds.top() + pixel.y() * bounds.height() / std::max(height(), 1))};
}

std::optional<QPoint> KeyboardWidget::center_of(const QString& name) const {
  for (std::size_t i = 0; i < plan_.caps.size(); ++i)
    if (plan_.caps[i].name == name) return buttons_[i]->geometry().center();
  return std::nullopt;
}

void KeyboardWidget::move_focus(std::size_t from, int dx, int dy) {
  const std::size_t to = plan_.neighbour(from, dx, dy);
  if (to == from) return;
  buttons_[to]->setFocusPolicy(Qt::TabFocus);
  buttons_[to]->setFocus(Qt::OtherFocusReason);
  buttons_[from]->setFocusPolicy(Qt::NoFocus);
}

bool KeyboardWidget::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto found = std::find(buttons_.begin(), buttons_.end(), watched);
  if (found == buttons_.end()) return false;
  const auto index = static_cast<std::size_t>(found - buttons_.begin());
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Left:
      move_focus(index, -1, 0);
      return true;
    case Qt::Key_Right:
      move_focus(index, 1, 0);
      return true;
    case Qt::Key_Up:
      move_focus(index, 0, -1);
      return true;
    case Qt::Key_Down:
      move_focus(index, 0, 1);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      hit(index, std::nullopt);
      return true;
    default:
      return false;
  }
}

}  // namespace inkling
