// Grey text behind the cursor: what taking it would add.
#pragma once

#include <QFont>
#include <QPainter>
#include <QRect>
#include <QString>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// The rest of the best suggestion and the words behind it; "→ …" where the suggestion is no
/// continuation of what was typed. Empty when the view has no ghost text.
QString ghost_behind(const KeyboardView& view);

/// Draws `text` from the cursor on with the painter's pen; wraps at `right` to `left`.
void draw_ghost(QPainter* painter, const QString& text, const QFont& font, const QRect& cursor,
                double left, double right);

}  // namespace inkling
