// Why words were offered: a card over the window with a bar for each reason, and what a space does.
#pragma once

#include <QStringList>
#include <QWidget>
#include <array>
#include <string>
#include <vector>

#include "demo_keyboard/window/controls.h"
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

/// What there is to explain.
struct Explanation {
  std::vector<Suggestion> suggestions;  // in the strip's order
  std::vector<QStringList> words;       // of each, why: sentences
  QString decision;                     // what a space does, in a sentence; or none
  QString numbers;                      // the same with numbers: lines of decision_text(), or none
};

/// Hidden until it has something to show: in words, and in numbers on demand. A click on it hides
/// it again.
class ReasonsPopover : public QWidget {
 public:
  explicit ReasonsPopover(QWidget* parent);
  /// Sizes itself and shows it in words, its bottom at `above` (in the parent).
  void explain(Explanation explanation, const QRect& above);
  [[nodiscard]] PillButton& numbers() { return *numbers_; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void fit();
  [[nodiscard]] QString spoken() const;
  [[nodiscard]] const QString& decision() const;
  [[nodiscard]] double names_width() const;
  [[nodiscard]] double body_height(double width) const;
  [[nodiscard]] double column_width(double width) const;
  [[nodiscard]] double decision_height(double width) const;
  void draw_head(QPainter* painter, const Suggestion& suggestion, const QRectF& column) const;
  void draw_words(QPainter* painter, const QStringList& words, QRectF column) const;
  void draw_numbers(QPainter* painter, const Suggestion& suggestion, const QRectF& column) const;
  void draw_bar(QPainter* painter, double nats, const QRectF& track) const;
  Explanation shown_;
  QRect above_;
  PillButton* numbers_;
};

}  // namespace inkling
