#include "demo_keyboard/window/controls.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

QSize size_of(double width, double height) { return QSizeF(width, height).toSize(); }

/// Moves `box` onto the middle of pixels, so that a hairline is sharp.
QRectF hairline_box(const QRect& box) { return QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5); }

}  // namespace

double em(const QWidget& widget) { return QFontMetricsF(widget.font()).height(); }

QFont scaled(QFont font, double factor, bool bold) {
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(font.pointSizeF() * factor);
  } else {
    font.setPixelSize(static_cast<int>(font.pixelSize() * factor));
  }
  if (bold) font.setWeight(QFont::DemiBold);
  return font;
}

QFont emoji_font(QFont font) {
  font.setFamilies({QStringLiteral("Noto Color Emoji"), QStringLiteral("Apple Color Emoji"),
                    QStringLiteral("Segoe UI Emoji"), font.family()});
  return font;
}

void draw_card(const QWidget& widget, QPainter* painter) {
  const double radius = em(widget) * 0.7;
  painter->setPen(QPen(widget.palette().color(ink::kLine), 1));
  painter->setBrush(widget.palette().color(ink::kPopover));
  painter->drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void draw_card(QPainter* painter, const QWidget& widget, const QRectF& box) {
  const QPalette& palette = widget.palette();
  // Where paper is as dark as the desk, an outline parts them.
  const bool outlined = palette.color(ink::kPaper) == palette.color(ink::kDesk);
  painter->setPen(outlined ? QPen(palette.color(ink::kLine), 1) : QPen(Qt::NoPen));
  painter->setBrush(palette.color(ink::kPaper));
  const double radius = em(*widget.window()) * 0.6;
  painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void draw_focus_ring(QPainter* painter, const QWidget& widget, const QRectF& box, double radius) {
  if (!widget.hasFocus()) return;
  painter->setPen(QPen(widget.palette().color(ink::kAccent), 2));
  painter->setBrush(Qt::NoBrush);
  painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
}

PillButton::PillButton(Icon icon, const QString& text, QWidget* parent)
    : QAbstractButton(parent), icon_(icon) {
  setText(text);
  setFocusPolicy(Qt::TabFocus);  // a click must not take the focus from the text
  setCursor(Qt::PointingHandCursor);
}

void PillButton::set_icon(Icon icon) {
  icon_ = icon;
  update();
}

QSize PillButton::sizeHint() const {
  const double e = em(*this);
  const double icon = icon_ == Icon::kNone ? 0 : e * 1.2;
  const double label = text().isEmpty() ? 0 : QFontMetricsF(font()).horizontalAdvance(text());
  const double gap = icon > 0 && label > 0 ? e * 0.35 : 0;
  const double side = label > 0 && !bare_ ? e * 0.7 : e * 0.4;
  return size_of(icon + gap + label + side * 2 + 1, e * 2);
}

void PillButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const QRectF box = hairline_box(rect());
  const bool bare = bare_ || text().isEmpty();
  const bool filled = isChecked() || isDown();
  const double radius = std::min(box.height() / 2, e * 0.6);
  painter.setPen(bare || filled ? QPen(Qt::NoPen) : QPen(palette().color(ink::kLine), 1));
  if (filled) {
    painter.setBrush(palette().color(alarming_ && isChecked() ? ink::kAlarm : ink::kAccent));
  } else {
    painter.setBrush(bare ? QBrush(Qt::NoBrush) : QBrush(palette().color(ink::kPaper)));
  }
  if (underMouse() && !filled && isEnabled()) painter.setPen(palette().color(ink::kAccent));
  painter.drawRoundedRect(box, radius, radius);

  QColor colour = palette().color(filled ? ink::kOnAccent : isEnabled() ? ink::kText : ink::kFaint);
  if (filled && alarming_) colour = palette().color(ink::kPaper);
  const double icon = icon_ == Icon::kNone ? 0 : e * 1.2;
  const double label = text().isEmpty() ? 0 : QFontMetricsF(font()).horizontalAdvance(text());
  const double gap = icon > 0 && label > 0 ? e * 0.35 : 0;
  double left = (width() - icon - gap - label) / 2;
  const QColor icon_colour =
      alarming_ && !filled && isEnabled() ? palette().color(ink::kAlarm) : colour;
  draw_icon(&painter, icon_, QRectF(left, 0, icon, height()), icon_colour);
  left += icon + gap;
  painter.setPen(colour);
  painter.drawText(QRectF(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   text());
  draw_focus_ring(&painter, *this, box, radius);
}

QSize Switch::sizeHint() const {
  const double e = em(*this);
  return size_of(QFontMetricsF(font()).horizontalAdvance(text()) + e * 3.2, e * 1.8);
}

void Switch::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const double thick = e * 1.15;
  const QRectF track(width() - e * 2.1 - 3, (height() - thick) / 2, e * 2.1, thick);
  const bool on = isChecked();
  painter.setPen(QPen(palette().color(on ? ink::kAccent : ink::kLine), 1.2));
  painter.setBrush(palette().color(on ? ink::kAccent : ink::kPaper));
  painter.drawRoundedRect(track, thick / 2, thick / 2);
  const double inset = thick * 0.2;
  const double knob = thick - inset * 2;
  const double left = on ? track.right() - inset - knob : track.left() + inset;
  painter.setPen(Qt::NoPen);
  painter.setBrush(palette().color(on ? ink::kOnAccent : ink::kLine));
  painter.drawEllipse(QRectF(left, track.top() + inset, knob, knob));
  painter.setPen(palette().color(ink::kText));
  painter.drawText(rect().adjusted(3, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
  draw_focus_ring(&painter, *this, rect(), e * 0.4);
}

QSize Choice::sizeHint() const {
  const double e = em(*this);
  double widest = 0;
  for (int i = 0; i < count(); ++i)
    widest = std::max(widest, QFontMetricsF(font()).horizontalAdvance(itemText(i)));
  return size_of(widest + e * 2.6, e * 2);
}

void Choice::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const QRectF box = hairline_box(rect());
  painter.setPen(QPen(palette().color(underMouse() ? ink::kAccent : ink::kLine), 1));
  painter.setBrush(palette().color(ink::kPaper));
  painter.drawRoundedRect(box, e * 0.5, e * 0.5);
  painter.setPen(palette().color(ink::kText));
  painter.drawText(box.adjusted(e * 0.6, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, currentText());
  const QPointF tip(box.right() - e * 0.9, box.center().y() + e * 0.15);
  QPainterPath chevron(tip + QPointF(-e * 0.28, -e * 0.28));
  chevron.lineTo(tip);
  chevron.lineTo(tip + QPointF(e * 0.28, -e * 0.28));
  painter.setPen(QPen(palette().color(ink::kText), 1.6, Qt::SolidLine, Qt::RoundCap));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(chevron);
  draw_focus_ring(&painter, *this, box, e * 0.5);
}

QSize Slider::sizeHint() const {
  const double e = em(*this);
  return size_of(e * 6, e * 1.6);
}

void Slider::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const double knob = e;
  const double left = knob / 2 + 3;
  const double span = width() - left * 2;
  const double share =
      static_cast<double>(value() - minimum()) / std::max(maximum() - minimum(), 1);
  const double x = left + span * share;
  const double y = height() / 2.0;
  painter.setPen(QPen(palette().color(ink::kLine), e * 0.2, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(QPointF(left, y), QPointF(left + span, y));
  painter.setPen(QPen(palette().color(ink::kAccent), e * 0.2, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(QPointF(left, y), QPointF(x, y));
  painter.setPen(QPen(palette().color(ink::kPaper), 1.5));
  painter.setBrush(palette().color(ink::kAccent));
  painter.drawEllipse(QPointF(x, y), knob / 2, knob / 2);
  draw_focus_ring(&painter, *this, rect(), e * 0.4);
}

void Slider::mousePressEvent(QMouseEvent* event) {
  const double left = em(*this) / 2 + 3;
  const double share = (event->position().x() - left) / std::max(width() - left * 2, 1.0);
  setValue(minimum() +
           static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * (maximum() - minimum()))));
}

void Slider::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0) mousePressEvent(event);
}

}  // namespace inkling
