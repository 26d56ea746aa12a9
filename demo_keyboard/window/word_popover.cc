#include "demo_keyboard/window/word_popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

// In lines of the window's font.
constexpr double kPad = 0.7;
constexpr double kHead = 1.7;
constexpr double kGap = 0.35;    // between buttons
constexpr double kAside = 0.5;   // between the word and what is known of it
constexpr double kQuiet = 0.88;  // of the window's font
constexpr double kWord = 1.1;
constexpr double kBareSide = 0.4;  // beside the text of a button without an outline

/// What is to be said of the word, in a few words; nothing of one that is as any other.
QString status_of(const WordChoices& word) {
  if (word.blocked) return QStringLiteral("not suggested");
  if (word.personal) return QStringLiteral("one of your words");
  return word.known ? QString() : QStringLiteral("not in the dictionary");
}

}  // namespace

WordPopover::WordPopover(WordCalls calls, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      as_typed_(make_child<PillButton>(this, Icon::kUndo, QString())),
      add_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Add to my words"))),
      forget_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Forget"))),
      block_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Don’t suggest"))),
      unblock_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Suggest again"))) {
  for (std::size_t i = 0; i < kReadings; ++i) {
    readings_.at(i) = make_child<PillButton>(this, Icon::kNone, QString());
    connect(readings_.at(i), &QAbstractButton::clicked, this,
            [this, i] { calls_.mend(std::string(texts_.at(i))); });
  }
  connect(as_typed_, &QAbstractButton::clicked, this,
          [this] { calls_.mend(std::string(texts_.back())); });
  connect(add_, &QAbstractButton::clicked, this, [this] { calls_.add(); });
  connect(forget_, &QAbstractButton::clicked, this, [this] { calls_.forget(); });
  connect(block_, &QAbstractButton::clicked, this, [this] { calls_.block(); });
  connect(unblock_, &QAbstractButton::clicked, this, [this] { calls_.unblock(); });
  for (PillButton* button : {add_, forget_, block_, unblock_}) {
    button->setFont(scaled(font(), kQuiet));
    button->set_bare(true);
  }
  setAttribute(Qt::WA_NoMousePropagation);  // a press beside the buttons is none elsewhere
  // In the order of the Tab key, too.
  QWidget* before = as_typed_;
  for (PillButton* button : readings_) QWidget::setTabOrder(std::exchange(before, button), button);
  for (PillButton* button : {add_, forget_, block_, unblock_})
    QWidget::setTabOrder(std::exchange(before, button), button);
  hide();
}

void WordPopover::offer(PillButton* button, const std::string& reading, const QString& label) {
  button->setVisible(!reading.empty());
  if (reading.empty()) return;
  const double widest = parentWidget()->width() - em(*this) * (kPad * 2 + 4);
  button->setText(QFontMetricsF(button->font()).elidedText(label, Qt::ElideRight, widest));
  button->setAccessibleName(
      button == as_typed_ ? QStringLiteral("As I typed it: %1").arg(QString::fromStdString(reading))
                          : QStringLiteral("Put in %1").arg(QString::fromStdString(reading)));
}

void WordPopover::show_word(const WordChoices& word, const QRect& place) {
  word_ = QString::fromStdString(word.text);
  status_ = status_of(word);
  texts_ = {};
  texts_.back() = word.typed;
  std::size_t count = 0;
  for (const Suggestion& other : word.others) {
    if (count < kReadings && other.text != word.typed) texts_.at(count++) = other.text;
  }
  const bool focused = has_focus();
  for (std::size_t i = 0; i < kReadings; ++i)
    offer(readings_.at(i), texts_.at(i), QString::fromStdString(texts_.at(i)));
  offer(as_typed_, word.typed,
        QStringLiteral("As I typed it: %1").arg(QString::fromStdString(word.typed)));
  add_->setVisible(!word.personal && (!word.known || word.blocked));
  forget_->setVisible(word.learned && !word.blocked);
  block_->setVisible(!word.blocked && (word.known || word.learned));
  unblock_->setVisible(word.blocked);
  for (PillButton* button : {add_, forget_, block_, unblock_})
    button->setAccessibleName(QStringLiteral("%1: %2").arg(button->text(), word_));
  setAccessibleName(QStringLiteral("Mend %1").arg(word_));
  setAccessibleDescription(status_);

  const double e = em(*this);
  const QRect window = parentWidget()->rect();
  fit(window.width() - e);
  const int gap = static_cast<int>(e * 0.3);
  const int edge = static_cast<int>(e / 2);
  int top = place.bottom() + gap;
  const int above = place.top() - gap - size_.height();
  if (top + size_.height() > window.height() && above >= 0) top = above;
  const int left = std::clamp(place.center().x() - size_.width() / 2, edge,
                              std::max(window.width() - size_.width() - edge, edge));
  setGeometry(left, std::clamp(top, 0, std::max(window.height() - size_.height(), 0)),
              size_.width(), size_.height());
  show();
  raise();
  update();
  // The button that had it may be gone.
  if (focused && !has_focus()) take_focus();
}

double WordPopover::widest_row() const {
  const double e = em(*this);
  double head = QFontMetricsF(scaled(font(), kWord, true)).horizontalAdvance(word_);
  if (!status_.isEmpty())
    head += e * kAside + QFontMetricsF(scaled(font(), kQuiet)).horizontalAdvance(status_);
  double readings = 0;
  double rest = 0;
  for (const PillButton* button : shown_buttons()) {
    const bool is_reading =
        std::find(readings_.begin(), readings_.end(), button) != readings_.end();
    if (button != as_typed_)
      (is_reading ? readings : rest) += button->sizeHint().width() + e * kGap;
  }
  const double typed = as_typed_->isHidden() ? 0 : as_typed_->sizeHint().width();
  return std::max({head, readings - e * kGap, rest - e * kGap, typed, e * 8});
}

/// Puts `buttons` in rows from `first` to `right`; returns where the last row ends, from the top.
double WordPopover::flow(const QList<PillButton*>& buttons, double first, double top,
                         double right) {
  const double e = em(*this);
  double left = first;
  double bottom = top;
  for (PillButton* button : buttons) {
    if (button->isHidden()) continue;
    const QSize size = button->sizeHint();
    if (left > first && left + size.width() > right) {
      left = first;
      top = bottom + e * kGap;
    }
    button->setGeometry(static_cast<int>(left), static_cast<int>(top), size.width(), size.height());
    left += size.width() + e * kGap;
    bottom = std::max(bottom, top + size.height());
  }
  return bottom;
}

void WordPopover::fit(double widest) {
  const double e = em(*this);
  const double width = std::min(widest_row() + e * kPad * 2 + 1, widest);
  const double right = width - e * kPad + 1;
  double bottom = e * (kPad / 2 + kHead);
  if (!as_typed_->isHidden()) bottom = flow({as_typed_}, e * kPad, bottom, right) + e * kGap;
  bottom = flow(QList<PillButton*>(readings_.begin(), readings_.end()), e * kPad, bottom, right);
  const bool any = !as_typed_->isHidden() || !readings_.front()->isHidden();
  line_ = any ? bottom + e * kPad * 0.75 : 0;
  // Buttons without an outline begin where their text does.
  const double bare = e * (kPad - kBareSide * kQuiet);
  bottom =
      flow({add_, forget_, block_, unblock_}, bare, any ? line_ + e * kPad / 4 : bottom, right);
  size_ = QSizeF(width, bottom + e * kPad / 2).toSize();
}

QList<PillButton*> WordPopover::shown_buttons() const {
  QList<PillButton*> all = {as_typed_};
  all.append(QList<PillButton*>(readings_.begin(), readings_.end()));
  all.append({add_, forget_, block_, unblock_});
  all.removeIf([](const PillButton* button) { return button->isHidden(); });
  return all;
}

QStringList WordPopover::readings() const {
  QStringList out;
  if (!as_typed_->isHidden()) out.append(QString::fromStdString(texts_.back()));
  for (std::size_t i = 0; i < kReadings; ++i)
    if (!readings_.at(i)->isHidden()) out.append(QString::fromStdString(texts_.at(i)));
  return out;
}

PillButton* WordPopover::reading(const QString& reading) {
  for (std::size_t i = 0; i < kReadings; ++i)
    if (!reading.isEmpty() && texts_.at(i) == reading.toStdString()) return readings_.at(i);
  return nullptr;
}

void WordPopover::take_focus() {
  const auto buttons = shown_buttons();
  if (!buttons.isEmpty()) buttons.front()->setFocus(Qt::PopupFocusReason);
}

bool WordPopover::has_focus() const {
  return QApplication::focusWidget() != nullptr && isAncestorOf(QApplication::focusWidget());
}

void WordPopover::showEvent(QShowEvent*) { qApp->installEventFilter(this); }
void WordPopover::hideEvent(QHideEvent*) { qApp->removeEventFilter(this); }

/// Sees what everything in the program is told, as long as the card is there.
bool WordPopover::eventFilter(QObject* watched, QEvent* event) {
  auto* widget = qobject_cast<QWidget*>(watched);
  if (widget == nullptr) return false;
  const bool inside = widget == this || isAncestorOf(widget);
  switch (event->type()) {
    case QEvent::KeyPress:
      return inside && press_key(static_cast<QKeyEvent*>(event));
    case QEvent::ShortcutOverride: {  // ahead of each key, also where a shortcut takes it
      const int key = static_cast<QKeyEvent*>(event)->key();
      const bool modifier = key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt ||
                            key == Qt::Key_AltGr || key == Qt::Key_Meta;
      // What nobody takes goes on to parents; who has the focus is asked first.
      if (!has_focus() && !modifier) calls_.close();
      return false;
    }
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::Wheel:
      if (!inside) calls_.close();
      return false;
    default:
      return false;
  }
}

bool WordPopover::press_key(QKeyEvent* event) {
  const auto buttons = shown_buttons();
  const auto focused = std::find_if(buttons.begin(), buttons.end(),
                                    [](const PillButton* button) { return button->hasFocus(); });
  if (focused == buttons.end()) return false;
  const auto at = focused - buttons.begin();
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Backtab:
      buttons.at((at + buttons.size() - 1) % buttons.size())->setFocus(Qt::BacktabFocusReason);
      return true;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_Tab:
      buttons.at((at + 1) % buttons.size())->setFocus(Qt::TabFocusReason);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      buttons.at(at)->click();
      return true;
    case Qt::Key_Escape:
      calls_.close();
      return true;
    case Qt::Key_Space:  // the button's
      return false;
    default:
      if (event->text().isEmpty()) return false;
      calls_.close();
      if (QWidget* next = QApplication::focusWidget(); next != nullptr && !has_focus())
        QCoreApplication::sendEvent(next, event);
      return true;
  }
}

void WordPopover::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  draw_card(*this, &painter);
  QRectF head(e * kPad, e * kPad / 4, width() - e * kPad * 2, e * kHead);
  const QFont quiet = scaled(font(), kQuiet);
  const double aside =
      status_.isEmpty() ? 0 : QFontMetricsF(quiet).horizontalAdvance(status_) + e * kAside;
  painter.setFont(scaled(font(), kWord, true));
  painter.setPen(palette().color(ink::kPopoverText));
  const QFontMetricsF metrics(painter.font());
  const QString word = metrics.elidedText(word_, Qt::ElideRight, head.width() - aside);
  painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeft, word);
  head.setLeft(head.left() + metrics.horizontalAdvance(word) + e * kAside);
  painter.setFont(quiet);
  painter.setPen(palette().color(ink::kFaint));
  painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeft, status_);
  if (line_ <= 0) return;
  painter.setPen(QPen(palette().color(ink::kKeyEdge), 1));
  painter.drawLine(QPointF(e * kPad, line_), QPointF(width() - e * kPad, line_));
}

}  // namespace inkling
