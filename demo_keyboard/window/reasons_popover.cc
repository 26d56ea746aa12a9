#include "demo_keyboard/window/reasons_popover.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr double kFloor = -16;  // nats: where a bar has no length left
// Heights and widths, in lines of the window's font.
constexpr double kRow = 1.4;
constexpr double kHead = 2.7;
constexpr double kFoot = 2.3;
constexpr double kPad = 0.7;
constexpr double kNames = 4;
constexpr double kColumn = 6.2;
constexpr double kWordsColumn = 8.6;
constexpr double kBar = 2.6;
constexpr double kLeft = 1;
constexpr double kRight = 0.4;
constexpr double kBetween = 0.6;  // columns
constexpr double kSmall = 0.82;   // of the window's font
constexpr double kWords = 0.9;

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

ReasonsPopover::ReasonsPopover(QWidget* parent)
    : QWidget(parent),
      numbers_(make_child<PillButton>(this, Icon::kNone, QStringLiteral("Numbers"))) {
  setAccessibleName(QStringLiteral("Why these suggestions"));
  numbers_->setFont(scaled(font(), kSmall));
  numbers_->setCheckable(true);
  numbers_->setAccessibleName(QStringLiteral("Show the numbers"));
  connect(numbers_, &QAbstractButton::clicked, this, [this] { fit(); });
  hide();
}

const QString& ReasonsPopover::decision() const {
  return numbers_->isChecked() ? shown_.numbers : shown_.decision;
}

QString ReasonsPopover::spoken() const {
  QString out;
  for (std::size_t i = 0; i < shown_.suggestions.size(); ++i) {
    out += QString::fromStdString(shown_.suggestions[i].text) + QStringLiteral(": ");
    if (!numbers_->isChecked()) {
      out += shown_.words.at(i).join(QStringLiteral(", ")) + QStringLiteral(". ");
      continue;
    }
    for (const ReasonLine& line : reason_lines(shown_.suggestions[i].reasons))
      out += QString::fromUtf8(line.name) + QLatin1Char(' ') + reason_text(line) +
             QStringLiteral(". ");
  }
  return out + decision();
}

void ReasonsPopover::explain(Explanation explanation, const QRect& above) {
  shown_ = std::move(explanation);
  above_ = above;
  numbers_->setChecked(false);
  fit();
  raise();
  show();
}

void ReasonsPopover::fit() {
  setAccessibleDescription(spoken());
  const double e = em(*this);
  const QSize size = sizeHint();
  const int width = std::min(size.width(), above_.width());
  const int height = static_cast<int>(e * (kPad * 2 + kHead + kFoot) + body_height(width) +
                                      decision_height(width));
  const int top = std::max(above_.top() - height - 4, 0);
  setGeometry(above_.left() + (above_.width() - width) / 2, top, width, height);
  const QSize button = numbers_->sizeHint();
  numbers_->setGeometry(width - button.width() - static_cast<int>(e * 0.6),
                        height - button.height() - static_cast<int>(e * 0.5), button.width(),
                        button.height());
  update();
}

QSize ReasonsPopover::sizeHint() const {
  const double e = em(*this);
  const bool numbers = numbers_->isChecked();
  const double columns =
      std::max(static_cast<double>(shown_.suggestions.size()), decision().isEmpty() ? 2.0 : 3.0);
  const double width =
      e * (kLeft + kRight) + names_width() + e * (numbers ? kColumn : kWordsColumn) * columns;
  return QSizeF(width, e * (kPad * 2 + kHead + kFoot) + body_height(width) + decision_height(width))
      .toSize();
}

double ReasonsPopover::names_width() const {
  return numbers_->isChecked() ? em(*this) * kNames : 0;
}

double ReasonsPopover::column_width(double width) const {
  return (width - em(*this) * (kLeft + kRight) - names_width()) /
         std::max<double>(1, static_cast<double>(shown_.suggestions.size()));
}

double ReasonsPopover::body_height(double width) const {
  const double e = em(*this);
  if (numbers_->isChecked()) return e * kRow * 4;
  const QFontMetricsF metrics(scaled(font(), kWords));
  const QRectF place(0, 0, column_width(width) - e * kBetween, e * 100);
  double most = 0;
  for (const QStringList& words : shown_.words) {
    double height = 0;
    for (const QString& sentence : words)
      height += metrics.boundingRect(place, Qt::TextWordWrap, sentence).height() + e * kBetween / 2;
    most = std::max(most, height);
  }
  return most;
}

double ReasonsPopover::decision_height(double width) const {
  if (decision().isEmpty()) return 0;
  const double e = em(*this);
  const QRectF place(0, 0, width - e * (kLeft + kRight), e * 100);
  return QFontMetricsF(scaled(font(), kWords))
             .boundingRect(place, Qt::TextWordWrap, decision())
             .height() +
         e * kPad;
}

void ReasonsPopover::mousePressEvent(QMouseEvent*) { hide(); }

void ReasonsPopover::draw_head(QPainter* painter, const Suggestion& suggestion,
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
}

void ReasonsPopover::draw_words(QPainter* painter, const QStringList& words, QRectF column) const {
  const double e = em(*this);
  painter->setFont(scaled(font(), kWords));
  painter->setPen(palette().color(ink::kPopoverText));
  for (const QString& sentence : words) {
    QRectF drawn;
    painter->drawText(column, Qt::TextWordWrap, sentence, &drawn);
    column.setTop(drawn.bottom() + e * kBetween / 2);
  }
}

void ReasonsPopover::draw_numbers(QPainter* painter, const Suggestion& suggestion,
                                  const QRectF& column) const {
  const double e = em(*this);
  painter->setFont(scaled(font(), kSmall));
  QRectF cell(column.left(), column.top(), column.width(), e * kRow);
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
  const bool numbers = numbers_->isChecked();
  const QRectF inside = QRectF(rect()).adjusted(e * kLeft, e * kPad, -e * kRight, -e * kPad);
  const double body = inside.top() + e * kHead;
  if (numbers) {
    painter.setFont(scaled(font(), kSmall));
    painter.setPen(palette().color(ink::kPopoverText));
    QRectF name(inside.left(), body, e * kNames, e * kRow);
    for (const ReasonLine& line : reason_lines({})) {
      painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, QString::fromUtf8(line.name));
      name.translate(0, e * kRow);
    }
  }
  const double wide = column_width(width());
  QRectF column(inside.left() + names_width(), inside.top(), wide - e * kBetween, inside.height());
  for (std::size_t i = 0; i < shown_.suggestions.size(); ++i) {
    draw_head(&painter, shown_.suggestions[i], column);
    QRectF below = column;
    below.setTop(body);
    if (numbers) {
      draw_numbers(&painter, shown_.suggestions[i], below);
    } else {
      draw_words(&painter, shown_.words.at(i), below);
    }
    column.translate(wide, 0);
  }
  const double under = body + body_height(width()) + e * kPad;
  painter.setFont(scaled(font(), kWords));
  painter.setPen(palette().color(ink::kPopoverText));
  painter.drawText(QRectF(inside.left(), under, inside.width(), inside.bottom() - under),
                   Qt::TextWordWrap, decision());
  if (!numbers) return;
  painter.setFont(scaled(font(), 0.78));
  painter.setPen(palette().color(ink::kFaint));
  painter.drawText(QRectF(inside.left(), inside.bottom() - e * 1.3, inside.width(), e * 1.4),
                   Qt::AlignVCenter | Qt::AlignLeft,
                   QStringLiteral("In nats (log-probability): the longer the bar, the likelier."));
}

}  // namespace inkling
