#include "demo_keyboard/window/keys_help.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

struct HelpLine {
  const char* keys;
  const char* what;
};
constexpr std::array kLines = {
    HelpLine{"Tab", "the best suggestion"},
    HelpLine{"Alt+1 … 3", "a suggestion of the strip"},
    HelpLine{"→", "the grey text behind the cursor"},
    HelpLine{"Backspace", "takes a fresh correction back"},
    HelpLine{"Ctrl+Z, Ctrl+Y", "undo, redo"},
    HelpLine{"F2", "incognito: learn nothing"},
    HelpLine{"F3", "record what is typed"},
    HelpLine{"F4", "what the engine does"},
    HelpLine{"F5", "why these suggestions"},
    HelpLine{"F6", "from text to strip, keys, panel"},
    HelpLine{"F7", "emoji"},
    HelpLine{"F8, a tap", "on a word: what else it may have been"},
    HelpLine{"Delete", "on a suggestion: forget it"},
    HelpLine{"Esc", "back to the text"},
};
constexpr double kRow = 1.55;  // lines
constexpr double kKeys = 6;
constexpr double kPad = 1;

}  // namespace

KeysHelp::KeysHelp(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Keys"));
  QString spoken;
  for (const HelpLine& line : kLines)
    spoken += QString::fromUtf8(line.keys) + ": " + QString::fromUtf8(line.what) + ". ";
  setAccessibleDescription(spoken);
  hide();
}

void KeysHelp::toggle(const QRect& place) {
  QRect box(QPoint(0, 0), sizeHint().boundedTo(place.size()));
  box.moveCenter(place.center());
  setGeometry(box);
  raise();
  setVisible(isHidden());
}

QSize KeysHelp::sizeHint() const {
  const double e = em(*this);
  double widest = 0;
  for (const HelpLine& line : kLines)
    widest =
        std::max(widest, QFontMetricsF(font()).horizontalAdvance(QString::fromUtf8(line.what)));
  return QSizeF(widest + e * (kKeys + kPad * 2),
                e * (kRow * static_cast<double>(kLines.size()) + kPad * 2))
      .toSize();
}

void KeysHelp::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  draw_card(*this, &painter);
  QRectF row(e * kPad, e * kPad, width() - e * kPad * 2, e * kRow);
  for (const HelpLine& line : kLines) {
    painter.setFont(scaled(font(), 1, true));
    painter.setPen(palette().color(ink::kPopoverText));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, QString::fromUtf8(line.keys));
    painter.setFont(font());
    painter.drawText(row.adjusted(e * kKeys, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     QString::fromUtf8(line.what));
    row.translate(0, e * kRow);
  }
}

}  // namespace inkling
