#include "demo_keyboard/window/strip_widget.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>
#include <vector>

#include "demo_keyboard/window/slot_widths.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kLongPressMillis = 600;
// Of the window's font: what is long is made smaller before it is cut off.
constexpr double kFullSize = 1.12;
constexpr double kLeastSize = 0.84;

QString accessible_name(int slot, const std::optional<Suggestion>& suggestion) {
  if (slot == kEmojiSlot) {
    return QStringLiteral("Emoji: ") +
           (suggestion ? QString::fromStdString(suggestion->text) : QStringLiteral("none"));
  }
  const QString number = QString::number(slot + 1);
  if (!suggestion) return QStringLiteral("Suggestion %1: none").arg(number);
  QString name =
      QStringLiteral("Suggestion %1: %2").arg(number, QString::fromStdString(suggestion->text));
  if (suggestion->autocorrect) name += QStringLiteral(", space puts it in");
  return name;
}

/// What stands on the slot: quotation marks say "as you typed it".
QString shown_text(const Suggestion& suggestion) {
  QString text = QString::fromStdString(suggestion.text);
  if (suggestion.kind == SuggestionKind::kLiteral) return QStringLiteral("“%1”").arg(text);
  return text;
}

}  // namespace

SlotButton::SlotButton(int slot, const StripCalls& calls, QWidget* parent)
    : QAbstractButton(parent), slot_(slot), calls_(calls) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  long_press_.setSingleShot(true);
  long_press_.setInterval(kLongPressMillis);
  connect(&long_press_, &QTimer::timeout, this, [this] {
    setDown(false);  // so that letting go is no pick
    calls_.forget(slot_);
  });
  connect(this, &QAbstractButton::clicked, this, [this] { calls_.pick(slot_); });
  show_suggestion(std::nullopt, false);
}

void SlotButton::show_suggestion(const std::optional<Suggestion>& suggestion, bool stale) {
  suggestion_ = suggestion;
  stale_ = stale;
  setText(suggestion ? shown_text(*suggestion) : QString());
  setAccessibleName(accessible_name(slot_, suggestion));
  update();
}

QSize SlotButton::sizeHint() const { return QSizeF(em(*this) * 2, em(*this) * 2.5).toSize(); }

QFont SlotButton::face(double factor) const {
  if (slot_ == kEmojiSlot) return emoji_font(scaled(font(), factor));
  return scaled(font(), factor, marked() || slot_ == 1);
}

double SlotButton::padding() const {
  const double e = em(*this);
  return e * 1.1 + (marked() ? e * 1.3 : 0) + 4;
}

double SlotButton::wanted_width() const {
  if (!suggestion_) return 0;
  const double text_width = QFontMetricsF(face(kFullSize)).horizontalAdvance(text());
  return std::max(text_width + padding(), em(*this) * 2.4);
}

std::pair<QFont, QString> SlotButton::fitting() const {
  constexpr double kStep = 0.04;
  const double room = width() - padding();
  double factor = kFullSize;
  while (factor > kLeastSize && QFontMetricsF(face(factor)).horizontalAdvance(text()) > room + 0.5)
    factor -= kStep;
  const QFont fits = face(factor);
  return {fits, QFontMetricsF(fits).elidedText(text(), Qt::ElideRight, room + 1)};
}

void SlotButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const QRectF box = QRectF(rect()).adjusted(2, e * 0.2, -2, -e * 0.2);
  const double radius = box.height() / 2;
  if (suggestion_) {
    const bool filled = marked();
    QColor colour = palette().color(filled ? ink::kOnAccent : ink::kText);
    painter.setPen(Qt::NoPen);
    if (filled || isDown() || underMouse()) {
      painter.setBrush(palette().color(filled ? ink::kAccent : ink::kOtherKey));
      painter.drawRoundedRect(box, radius, radius);
    }
    if (stale_ && !filled) colour = palette().color(ink::kFaint);
    const double sign = filled ? e * 1.3 : 0;
    const auto [fits, label] = fitting();
    const double wide = QFontMetricsF(fits).horizontalAdvance(label) + sign;
    QRectF place = box;
    place.setLeft(box.left() + (box.width() - wide) / 2);
    painter.setFont(fits);
    painter.setPen(colour);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, label);
    if (filled)
      draw_icon(&painter, Icon::kSpace,
                QRectF(place.left() + wide - e, place.top(), e, place.height()), colour);
  }
  draw_focus_ring(&painter, *this, box, radius);
}

void SlotButton::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && suggestion_) long_press_.start();
  QAbstractButton::mousePressEvent(event);
}

void SlotButton::mouseReleaseEvent(QMouseEvent* event) {
  long_press_.stop();
  QAbstractButton::mouseReleaseEvent(event);
}

void SlotButton::contextMenuEvent(QContextMenuEvent* event) {
  long_press_.stop();
  if (suggestion_) calls_.explain(slot_);
  event->accept();
}

void SlotButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete && suggestion_) {
    calls_.forget(slot_);
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && suggestion_) {
    calls_.pick(slot_);
  } else {
    QAbstractButton::keyPressEvent(event);
  }
}

StripWidget::StripWidget(StripCalls calls, QWidget* parent)
    : QWidget(parent),
      calls_(std::move(calls)),
      emoji_(make_child<PillButton>(this, Icon::kSmiley, QString())),
      info_(make_child<PillButton>(this, Icon::kInfo, QString())) {
  setAccessibleName(QStringLiteral("Suggestions"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  for (int i = 0; i <= kEmojiSlot; ++i)
    slots_.at(static_cast<std::size_t>(i)) =
        std::make_unique<SlotButton>(i, calls_, this).release();
  emoji_->setCheckable(true);
  emoji_->setAccessibleName(QStringLiteral("Emoji"));
  emoji_->setToolTip(QStringLiteral("Emoji (F7)"));
  connect(emoji_, &QAbstractButton::clicked, this, [this](bool on) { calls_.emoji(on); });
  info_->setAccessibleName(QStringLiteral("Why these suggestions"));
  info_->setToolTip(QStringLiteral("Why these suggestions? (F5; or right-click one)"));
  connect(info_, &QAbstractButton::clicked, this, [this] { calls_.explain(-1); });
  // From left to right.
  QWidget* before = emoji_;
  for (SlotButton* button : slots_) {
    QWidget::setTabOrder(before, button);
    before = button;
  }
  QWidget::setTabOrder(before, info_);
}

QSize StripWidget::sizeHint() const { return QSizeF(em(*this) * 14, em(*this) * 2.5).toSize(); }

void StripWidget::show_strip(const Strip& strip, const std::optional<Suggestion>& emoji,
                             bool current) {
  for (std::size_t i = 0; i < strip.size(); ++i) {
    std::optional<Suggestion> suggestion;
    if (strip.at(i)) suggestion = strip.at(i)->suggestion;
    slots_.at(i)->show_suggestion(suggestion, !current);
  }
  slots_.back()->show_suggestion(emoji, !current);
  place();
}

void StripWidget::resizeEvent(QResizeEvent*) { place(); }

void StripWidget::place() {
  const auto put = [this](PillButton* button, int left) {
    const QSize size = button->sizeHint();
    button->setGeometry(left, (height() - size.height()) / 2, size.width(), size.height());
  };
  const int button = info_->sizeHint().width();
  put(emoji_, 0);
  put(info_, width() - button);
  std::vector<double> wanted;
  for (const SlotButton* slot : slots_) wanted.push_back(slot->wanted_width());
  // The emoji takes what it needs, beside the words.
  const double emoji = wanted.back();
  wanted.pop_back();
  std::vector<double> widths = share_room(wanted, width() - button * 2 - emoji);
  widths.push_back(emoji);
  double left = button;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slots_.at(i)->setVisible(widths[i] > 0);
    slots_.at(i)->setGeometry(QRectF(left, 0, widths[i], height()).toRect());
    left += widths[i];
  }
}

}  // namespace inkling
