// The few icons of the window, drawn as strokes so that they fit every scale and theme.
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace inkling {

enum class Icon {
  kNone,
  kShift,
  kShiftOnce,
  kShiftLocked,
  kBackspace,
  kEnter,
  kSpace,
  kPanel,
  kInfo,
  kRecord,
  kPlay,
  kStop,
  kUndo,
  kIncognito,
  kSmiley,
};

/// Draws `icon` in the largest square in the middle of `box`.
void draw_icon(QPainter* painter, Icon icon, const QRectF& box, const QColor& colour);

}  // namespace inkling
