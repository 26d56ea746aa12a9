// How long the last events took, against the budget.
#pragma once

#include <QWidget>
#include <vector>

#include "demo_keyboard/keyboard_view.h"

namespace inkling {

/// A bar for each event on a logarithmic scale of milliseconds: the time in the queue fainter on
/// top of the engine's own, a dashed line for the budget, a mark over bars beyond it.
class LatencyChart : public QWidget {
 public:
  explicit LatencyChart(QWidget* parent);
  void set_budget(double millis);
  /// Oldest first.
  void show_events(const std::vector<AnsweredEvent>& events);
  /// "last 0.4 ms, half within 0.3 ms, slowest 2.1 ms"; empty before the first event.
  [[nodiscard]] QString summary() const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double budget_ = 30;
  std::vector<AnsweredEvent> events_;
};

}  // namespace inkling
