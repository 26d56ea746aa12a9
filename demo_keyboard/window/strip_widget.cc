#include "demo_keyboard/window/strip_widget.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <utility>

#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kLongPressMillis = 600;

QString accessible_name(int slot, const std::optional<Suggestion>& suggestion) {
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

QSize SlotButton::sizeHint() const { return QSizeF(em(*this) * 4, em(*this) * 2.5).toSize(); }

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
    QRectF place = box.adjusted(e * 0.4, 0, -e * 0.4, 0);
    const QFont face = scaled(font(), 1.12, filled || slot_ == 1);
    const double sign = filled ? e * 1.3 : 0;
    const QFontMetricsF metrics(face);
    const QString label = metrics.elidedText(text(), Qt::ElideMiddle, place.width() - sign);
    const double wide = metrics.horizontalAdvance(label) + sign;
    place.setLeft(place.left() + (place.width() - wide) / 2);
    painter.setFont(face);
    painter.setPen(colour);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, label);
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
      info_(make_child<PillButton>(this, Icon::kInfo, QString())) {
  setAccessibleName(QStringLiteral("Suggestions"));
  auto* row = std::make_unique<QHBoxLayout>(this).release();
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  for (int i = 0; i < kStripSlots; ++i) {
    auto* button = std::make_unique<SlotButton>(i, calls_, this).release();
    slots_.at(static_cast<std::size_t>(i)) = button;
    row->addWidget(button, 1);
  }
  row->addWidget(info_);
  info_->setAccessibleName(QStringLiteral("Why these suggestions"));
  info_->setToolTip(QStringLiteral("Why these suggestions? (F5; or right-click one)"));
  connect(info_, &QAbstractButton::clicked, this, [this] { calls_.explain(-1); });
  // The info button was made first, but comes last.
  for (SlotButton* button : slots_) QWidget::setTabOrder(button, info_);
  QWidget::setTabOrder(slots_[0], slots_[1]);
  QWidget::setTabOrder(slots_[1], slots_[2]);
  QWidget::setTabOrder(slots_[2], info_);
}

void StripWidget::show_strip(const Strip& strip, bool current) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    std::optional<Suggestion> suggestion;
    if (strip.at(i)) suggestion = strip.at(i)->suggestion;
    slots_.at(i)->show_suggestion(suggestion, !current);
  }
}

}  // namespace inkling
