#include "demo_keyboard/window/reasons_popover.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr double kFloor = -16;  // nats: where a bar has no length left
constexpr double kRow = 1.35;   // heights, in lines
constexpr double kHead = 1.9;
constexpr double kPad = 0.8;
constexpr double kFoot = 1.5;

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

void ReasonsPopover::explain(const std::vector<Suggestion>& suggestions, const QRect& above) {
  suggestions_ = suggestions;
  QString spoken;
  for (const Suggestion& suggestion : suggestions) {
    spoken += QString::fromStdString(suggestion.text) + QStringLiteral(": ");
    for (const ReasonLine& line : reason_lines(suggestion.reasons))
      spoken += QString::fromUtf8(line.name) + QLatin1Char(' ') + reason_text(line) +
                QStringLiteral(". ");
  }
  setAccessibleDescription(spoken);
  const QSize size = sizeHint();
  const int width = std::min(size.width(), above.width());
  const int top = std::max(above.top() - size.height() - 4, 0);
  setGeometry(above.left() + (above.width() - width) / 2, top, width, size.height());
  raise();
  show();
  update();
}

QSize ReasonsPopover::sizeHint() const {
  const double e = em(*this);
  const auto count = static_cast<double>(suggestions_.size());
  return QSizeF(e * 20, e * (count * (kHead + 4 * kRow) + kFoot + kPad * 2)).toSize();
}

void ReasonsPopover::mousePressEvent(QMouseEvent*) { hide(); }

double ReasonsPopover::draw_one(QPainter* painter, const Suggestion& suggestion, double top) const {
  const double e = em(*this);
  const double left = e * 1.0;
  const double right = width() - e * 1.0;
  painter->setFont(scaled(font(), 1.1, true));
  painter->setPen(palette().color(ink::kPopoverText));
  const QRectF head(left, top, right - left, e * kHead);
  const QFontMetricsF metrics(painter->font());
  const QString text = metrics.elidedText(QString::fromStdString(suggestion.text), Qt::ElideRight,
                                          head.width() * 0.6);
  painter->drawText(head, Qt::AlignVCenter | Qt::AlignLeft, text);
  painter->setFont(scaled(font(), 0.85));
  painter->setPen(palette().color(ink::kFaint));
  painter->drawText(head, Qt::AlignVCenter | Qt::AlignRight,
                    QString::fromUtf8(suggestion_kind_name(suggestion.kind)));
  double y = top + e * kHead;
  const double bar_left = left + e * 4;
  const double bar_right = right - e * 5.6;
  for (const ReasonLine& line : reason_lines(suggestion.reasons)) {
    const bool silent = line.nats <= kNoReason;
    const QRectF row(left, y, right - left, e * kRow);
    painter->setPen(palette().color(silent ? ink::kFaint : ink::kPopoverText));
    painter->drawText(row, Qt::AlignVCenter | Qt::AlignLeft, QString::fromUtf8(line.name));
    painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, reason_text(line));
    const QRectF track(bar_left, row.center().y() - e * 0.16, bar_right - bar_left, e * 0.32);
    painter->setPen(QPen(palette().color(ink::kLine), 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(track, e * 0.16, e * 0.16);
    if (!silent) {
      const double share = std::clamp(1 - line.nats / kFloor, 0.02, 1.0);
      painter->setPen(Qt::NoPen);
      painter->setBrush(palette().color(ink::kGood));
      painter->drawRoundedRect(
          QRectF(track.topLeft(), QSizeF(track.width() * share, track.height())), e * 0.16,
          e * 0.16);
    }
    y += e * kRow;
  }
  return y;
}

void ReasonsPopover::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  painter.setPen(QPen(palette().color(ink::kLine), 1));
  painter.setBrush(palette().color(ink::kPopover));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), e * 0.7, e * 0.7);
  double y = e * kPad;
  for (const Suggestion& suggestion : suggestions_) y = draw_one(&painter, suggestion, y);
  painter.setFont(scaled(font(), 0.8));
  painter.setPen(palette().color(ink::kFaint));
  painter.drawText(QRectF(e, y, width() - e * 2, e * kFoot), Qt::AlignVCenter | Qt::AlignLeft,
                   QStringLiteral("Log-probabilities: the longer the bar, the likelier."));
}

}  // namespace inkling
