#include "demo_keyboard/window/icons.h"

#include <QPainterPath>
#include <algorithm>

namespace inkling {
namespace {

// All icons live on a grid of 24 by 24.
constexpr double kGrid = 24;
constexpr double kStroke = 1.8;

struct Drawing {
  QPainterPath lines;
  QPainterPath fill;
};

void polyline(QPainterPath* path, std::initializer_list<QPointF> points, bool closed = false) {
  bool first = true;
  for (const QPointF& point : points) {
    if (first) path->moveTo(point);
    if (!first) path->lineTo(point);
    first = false;
  }
  if (closed) path->closeSubpath();
}

void arrow_up(QPainterPath* path) {
  polyline(path, {{12, 4}, {20, 12}, {16, 12}, {16, 18}, {8, 18}, {8, 12}, {4, 12}}, true);
}

Drawing draw_key_icon(Icon icon) {
  Drawing d;
  if (icon == Icon::kBackspace) {
    polyline(&d.lines, {{9, 5}, {21, 5}, {21, 19}, {9, 19}, {3, 12}}, true);
    polyline(&d.lines, {{12, 9}, {18, 15}});
    polyline(&d.lines, {{18, 9}, {12, 15}});
  } else if (icon == Icon::kEnter) {
    polyline(&d.lines, {{20, 5}, {20, 14}, {4, 14}});
    polyline(&d.lines, {{9, 9}, {4, 14}, {9, 19}});
  } else if (icon == Icon::kSpace) {
    polyline(&d.lines, {{4, 10}, {4, 15}, {20, 15}, {20, 10}});
  } else {
    arrow_up(icon == Icon::kShift ? &d.lines : &d.fill);
    if (icon != Icon::kShift) arrow_up(&d.lines);
    if (icon == Icon::kShiftLocked) polyline(&d.lines, {{8, 22}, {16, 22}});
  }
  return d;
}

Drawing draw_panel_icon(Icon icon) {
  Drawing d;
  if (icon == Icon::kPanel) {
    d.lines.addRoundedRect(QRectF(3, 5, 18, 14), 3, 3);
    polyline(&d.lines, {{15, 5}, {15, 19}});
  } else if (icon == Icon::kInfo) {
    d.lines.addEllipse(QPointF(12, 12), 9, 9);
    polyline(&d.lines, {{12, 11}, {12, 16.5}});
    d.fill.addEllipse(QPointF(12, 7.6), 1.3, 1.3);
  } else if (icon == Icon::kUndo) {
    d.lines.moveTo(5, 9);
    d.lines.lineTo(14.5, 9);
    d.lines.cubicTo(21.5, 9, 21.5, 19, 14.5, 19);
    d.lines.lineTo(9, 19);
    polyline(&d.lines, {{9, 5}, {5, 9}, {9, 13}});
  } else if (icon == Icon::kSmiley) {
    d.lines.addEllipse(QPointF(12, 12), 9, 9);
    d.fill.addEllipse(QPointF(9, 10), 1.3, 1.5);
    d.fill.addEllipse(QPointF(15, 10), 1.3, 1.5);
    d.lines.moveTo(8, 14.5);
    d.lines.cubicTo(9.5, 17.5, 14.5, 17.5, 16, 14.5);
  } else {
    // Incognito: an eye, struck out.
    d.lines.moveTo(3, 12);
    d.lines.cubicTo(8, 4.5, 16, 4.5, 21, 12);
    d.lines.cubicTo(16, 19.5, 8, 19.5, 3, 12);
    d.lines.addEllipse(QPointF(12, 12), 2.8, 2.8);
    polyline(&d.lines, {{5, 20}, {19, 4}});
  }
  return d;
}

Drawing draw_player_icon(Icon icon) {
  Drawing d;
  if (icon == Icon::kRecord) d.fill.addEllipse(QPointF(12, 12), 6.5, 6.5);
  if (icon == Icon::kStop) d.fill.addRoundedRect(QRectF(6, 6, 12, 12), 2, 2);
  if (icon == Icon::kPlay) polyline(&d.fill, {{8, 5}, {19, 12}, {8, 19}}, true);
  return d;
}

Drawing drawing_of(Icon icon) {
  switch (icon) {
    case Icon::kNone:
      return {};
    case Icon::kShift:
    case Icon::kShiftOnce:
    case Icon::kShiftLocked:
    case Icon::kBackspace:
    case Icon::kEnter:
    case Icon::kSpace:
      return draw_key_icon(icon);
    case Icon::kPanel:
    case Icon::kInfo:
    case Icon::kUndo:
    case Icon::kIncognito:
    case Icon::kSmiley:
      return draw_panel_icon(icon);
    case Icon::kRecord:
    case Icon::kPlay:
    case Icon::kStop:
      return draw_player_icon(icon);
  }
  return {};
}

}  // namespace

void draw_icon(QPainter* painter, Icon icon, const QRectF& box, const QColor& colour) {
  const double side = std::min(box.width(), box.height());
  const Drawing drawing = drawing_of(icon);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->translate(box.center().x() - side / 2, box.center().y() - side / 2);
  painter->scale(side / kGrid, side / kGrid);
  painter->setPen(QPen(colour, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter->setBrush(Qt::NoBrush);
  painter->drawPath(drawing.lines);
  painter->fillPath(drawing.fill, colour);
  painter->restore();
}

}  // namespace inkling
