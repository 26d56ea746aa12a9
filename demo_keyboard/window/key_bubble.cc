#include "demo_keyboard/window/key_bubble.h"

#include <QPainter>
#include <algorithm>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr int kMostColumns = 6;
constexpr double kPad = 0.25;  // lines of the font, around the cells

}  // namespace

KeyBubble::KeyBubble(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

int KeyBubble::columns() const {
  return std::min(static_cast<int>(characters_.size()), kMostColumns);
}

void KeyBubble::show_over(const QRect& key, const QStringList& characters) {
  characters_ = characters;
  chosen_ = 0;
  const double e = em(*this);
  const double pad = e * kPad;
  const int rows = (static_cast<int>(characters.size()) + columns() - 1) / std::max(columns(), 1);
  const double side = has_choice() ? std::max(e * 2.2, key.width() * 0.9) : key.width() * 1.15;
  cell_ = QSizeF(side, has_choice() ? e * 2.3 : std::max(e * 2.4, key.height() * 1.05));
  QRectF box(0, 0, cell_.width() * columns() + pad * 2, cell_.height() * rows + pad * 2);
  box.moveBottom(key.top() - e * 0.15);
  // What is chosen first lies above the key.
  box.moveLeft(has_choice() ? key.center().x() - pad - cell_.width() / 2
                            : key.center().x() - box.width() / 2);
  const QRectF within = parentWidget()->rect();
  box.moveLeft(std::clamp(box.left(), within.left(), std::max(within.right() - box.width(), 0.0)));
  box.moveTop(std::max(box.top(), within.top()));
  setGeometry(box.toAlignedRect());
  setAccessibleName(characters.join(QLatin1Char(' ')));
  raise();
  show();
  update();
}

void KeyBubble::choose(const QPointF& at) {
  if (!has_choice() || isHidden()) return;
  const double pad = em(*this) * kPad;
  const QPointF inside = at - QPointF(geometry().topLeft()) - QPointF(pad, pad);
  const int column = std::clamp(static_cast<int>(inside.x() / cell_.width()), 0, columns() - 1);
  const int rows = (static_cast<int>(characters_.size()) + columns() - 1) / columns();
  // A finger below the card, on its key still, chooses from the lowest row.
  const int row = std::clamp(static_cast<int>(inside.y() / cell_.height()), 0, rows - 1);
  // The row that is shown lowest holds the first ones: they are nearest to the finger.
  chosen_ =
      std::min((rows - 1 - row) * columns() + column, static_cast<int>(characters_.size()) - 1);
  update();
}

void KeyBubble::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  draw_card(*this, &painter);
  const double e = em(*this);
  const double pad = e * kPad;
  const int rows = (static_cast<int>(characters_.size()) + columns() - 1) / std::max(columns(), 1);
  painter.setFont(scaled(font(), has_choice() ? 1.35 : 1.8));
  for (int i = 0; i < characters_.size(); ++i) {
    const int row = rows - 1 - i / columns();  // the first below, next to the finger
    const QRectF cell(pad + cell_.width() * (i % columns()), pad + cell_.height() * row,
                      cell_.width(), cell_.height());
    const bool chosen = has_choice() && i == chosen_;
    if (chosen) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(palette().color(ink::kAccent));
      painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), e * 0.5, e * 0.5);
    }
    painter.setPen(palette().color(chosen ? ink::kOnAccent : ink::kPopoverText));
    painter.drawText(cell, Qt::AlignCenter, characters_[i]);
  }
}

}  // namespace inkling
