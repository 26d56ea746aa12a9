#include "demo_keyboard/window/ghost_text.h"

#include <QTextLayout>
#include <algorithm>

namespace inkling {

QString ghost_behind(const KeyboardView& view) {
  if (view.ghost.empty() || !view.strip_current || !view.strip.at(1)) return {};
  const QString best = QString::fromStdString(view.strip.at(1)->suggestion.text);
  const auto composing = std::min(view.composing_bytes, view.text.size());
  const QString typed = QString::fromStdString(view.text.substr(view.text.size() - composing));
  const QString ghost = QString::fromStdString(view.ghost);
  if (best.startsWith(typed, Qt::CaseInsensitive)) return best.mid(typed.size()) + ghost;
  return QStringLiteral(" → ") + best + ghost;
}

void draw_ghost(QPainter* painter, const QString& text, const QFont& font, const QRect& cursor,
                double left, double right) {
  QTextLayout layout(text, font);
  layout.beginLayout();
  double from = cursor.left() + 1;
  double top = cursor.top();
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(std::max(right - from, 0.0));
    if (line.naturalTextWidth() > right - from && from > left) {
      // Not even the first word fits behind the cursor: all of it goes below.
      const QRect below(static_cast<int>(left) - 2, cursor.top() + static_cast<int>(line.height()),
                        0, 0);
      draw_ghost(painter, text.trimmed(), font, below, left, right);
      return;
    }
    line.setPosition(QPointF(from, top));
    top += line.height();
    from = left;
  }
  layout.endLayout();
  layout.draw(painter, QPointF(0, 0));
}

}  // namespace inkling
