// Why words were offered: a card over the window with a bar for each reason, and what a space does.
#pragma once

#include <QWidget>
#include <array>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// One line of a reason: its name and its value in nats, or kNoReason.
struct ReasonLine {
  const char* name;
  double nats;
};
std::array<ReasonLine, 4> reason_lines(const Reasons& reasons);
/// "−3.2 nats", "no slip", "nothing to say".
QString reason_text(const ReasonLine& line);

/// Hidden until it has something to show; a click on it hides it again.
class ReasonsPopover : public QWidget {
 public:
  explicit ReasonsPopover(QWidget* parent);
  /// Sizes itself and shows the reasons of each suggestion and, below, `decision` (lines of
  /// decision_text(), or none), its bottom at `above` (in the parent).
  void explain(const std::vector<Suggestion>& suggestions, const QString& decision,
               const QRect& above);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void draw_column(QPainter* painter, const Suggestion& suggestion, const QRectF& column) const;
  void draw_bar(QPainter* painter, double nats, const QRectF& track) const;
  [[nodiscard]] double decision_height(double width) const;
  std::vector<Suggestion> suggestions_;
  QString decision_;
};

}  // namespace inkling
