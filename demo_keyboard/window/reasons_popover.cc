#include "demo_keyboard/window/reasons_popover.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr double kFloor = -16;  // nats: where a bar has no length left
// Heights and widths, in lines of the window's font.
constexpr double kRow = 1.4;
constexpr double kHead = 2.7;
constexpr double kFoot = 1.5;
constexpr double kPad = 0.7;
constexpr double kNames = 4;
constexpr double kColumn = 6.2;
constexpr double kBar = 2.6;
constexpr double kLeft = 1;
constexpr double kRight = 0.4;
constexpr double kSmall = 0.82;  // of the window's font

QString number(double nats) {
  return QString::number(nats, 'f', 1).replace(QLatin1Char('-'), QChar(0x2212));
}

}  // namespace

std::array<ReasonLine, 4> reason_lines(const Reasons& reasons) {
  return {{{"model", reasons.model},
           {"lexicon", reasons.lexicon},
           {"history", reasons.history},
           {"touch", reasons.channel}}};
}

QString reason_text(const ReasonLine& line) {
  if (line.nats <= kNoReason) return QStringLiteral("nothing to say");
  return number(line.nats) + QStringLiteral(" nats");
}

ReasonsPopover::ReasonsPopover(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Why these suggestions"));
  hide();
}

void ReasonsPopover::explain(const std::vector<Suggestion>& suggestions, const QString& decision,
                             const QRect& above) {
  suggestions_ = suggestions;
  decision_ = decision;
  QString spoken;
  for (const Suggestion& suggestion : suggestions) {
    spoken += QString::fromStdString(suggestion.text) + QStringLiteral(": ");
    for (const ReasonLine& line : reason_lines(suggestion.reasons))
      spoken += QString::fromUtf8(line.name) + QLatin1Char(' ') + reason_text(line) +
                QStringLiteral(". ");
  }
  setAccessibleDescription(spoken + decision_);
  const QSize size = sizeHint();
  const int width = std::min(size.width(), above.width());
  // A narrower card breaks the decision into more lines.
  const int height =
      size.height() + static_cast<int>(decision_height(width) - decision_height(size.width()));
  const int top = std::max(above.top() - height - 4, 0);
  setGeometry(above.left() + (above.width() - width) / 2, top, width, height);
  raise();
  show();
  update();
}

QSize ReasonsPopover::sizeHint() const {
  const double e = em(*this);
  const double columns =
      std::max(static_cast<double>(suggestions_.size()), decision_.isEmpty() ? 2.0 : 3.0);
  const double width = e * (kPad * 2 + kNames + kColumn * columns);
  return QSizeF(width, e * (kPad * 2 + kHead + kRow * 4 + kFoot) + decision_height(width)).toSize();
}

double ReasonsPopover::decision_height(double width) const {
  if (decision_.isEmpty()) return 0;
  const double e = em(*this);
  const QRectF place(0, 0, width - e * (kLeft + kRight), e * 100);
  return QFontMetricsF(scaled(font(), kSmall))
             .boundingRect(place, Qt::TextWordWrap, decision_)
             .height() +
         e * kPad;
}

void ReasonsPopover::mousePressEvent(QMouseEvent*) { hide(); }

void ReasonsPopover::draw_column(QPainter* painter, const Suggestion& suggestion,
                                 const QRectF& column) const {
  const double e = em(*this);
  const QRectF word(column.left(), column.top(), column.width(), e * 1.4);
  painter->setFont(scaled(font(), 1.05, true));
  painter->setPen(palette().color(ink::kPopoverText));
  painter->drawText(
      word, Qt::AlignVCenter | Qt::AlignLeft,
      QFontMetricsF(painter->font())
          .elidedText(QString::fromStdString(suggestion.text), Qt::ElideRight, word.width()));
  painter->setFont(scaled(font(), kSmall));
  painter->setPen(palette().color(ink::kFaint));
  painter->drawText(word.translated(0, e * 1.1), Qt::AlignVCenter | Qt::AlignLeft,
                    QString::fromUtf8(suggestion_kind_name(suggestion.kind)));
  QRectF cell(column.left(), column.top() + e * kHead, column.width(), e * kRow);
  for (const ReasonLine& line : reason_lines(suggestion.reasons)) {
    if (line.nats <= kNoReason) {
      painter->setPen(palette().color(ink::kFaint));
      painter->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, reason_text(line));
    } else {
      draw_bar(painter, line.nats,
               QRectF(cell.left(), cell.center().y() - e * 0.2, e * kBar, e * 0.4));
      painter->setPen(palette().color(ink::kPopoverText));
      painter->drawText(cell.adjusted(e * (kBar + 0.5), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                        number(line.nats));
    }
    cell.translate(0, e * kRow);
  }
}

void ReasonsPopover::draw_bar(QPainter* painter, double nats, const QRectF& track) const {
  const double radius = track.height() / 2;
  const double share = std::clamp(1 - nats / kFloor, 0.0, 1.0);
  painter->setPen(Qt::NoPen);
  painter->setBrush(palette().color(ink::kGood));
  painter->save();
  painter->setClipRect(QRectF(track.topLeft(), QSizeF(track.width() * share, track.height())));
  painter->drawRoundedRect(track, radius, radius);
  painter->restore();
  painter->setPen(QPen(palette().color(ink::kLine), 1));
  painter->setBrush(Qt::NoBrush);
  painter->drawRoundedRect(track, radius, radius);
}

void ReasonsPopover::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  draw_card(*this, &painter);
  const QRectF inside = QRectF(rect()).adjusted(e * kLeft, e * kPad, -e * kRight, -e * kPad);
  painter.setFont(scaled(font(), kSmall));
  painter.setPen(palette().color(ink::kPopoverText));
  QRectF name(inside.left(), inside.top() + e * kHead, e * kNames, e * kRow);
  for (const ReasonLine& line : reason_lines({})) {
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, QString::fromUtf8(line.name));
    name.translate(0, e * kRow);
  }
  const double wide =
      (inside.width() - e * kNames) / std::max<double>(1, static_cast<double>(suggestions_.size()));
  QRectF column(inside.left() + e * kNames, inside.top(), wide - e * 0.4, inside.height());
  for (const Suggestion& suggestion : suggestions_) {
    draw_column(&painter, suggestion, column);
    column.translate(wide, 0);
  }
  const double below = inside.top() + e * (kHead + kRow * 4 + kPad);
  painter.setFont(scaled(font(), kSmall));
  painter.setPen(palette().color(ink::kPopoverText));
  painter.drawText(QRectF(inside.left(), below, inside.width(), inside.bottom() - below),
                   Qt::TextWordWrap, decision_);
  painter.setFont(scaled(font(), 0.78));
  painter.setPen(palette().color(ink::kFaint));
  painter.drawText(QRectF(inside.left(), inside.bottom() - e * 1.2, inside.width(), e * 1.4),
                   Qt::AlignVCenter | Qt::AlignLeft,
                   QStringLiteral("In nats (log-probability): the longer the bar, the likelier."));
}

}  // namespace inkling
