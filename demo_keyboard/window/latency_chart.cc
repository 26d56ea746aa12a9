#include "demo_keyboard/window/latency_chart.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "demo_keyboard/window/controls.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

constexpr double kLeast = 0.05;  // milliseconds at the bottom of the chart
constexpr double kMost = 200;    // and at its top

double millis(int64_t micros) { return static_cast<double>(micros) / 1000; }

QString shown(double value) {
  return QString::number(value, 'f', value < 10 ? 1 : 0) + QStringLiteral(" ms");
}

double share(double value) {
  return std::clamp(std::log(value / kLeast) / std::log(kMost / kLeast), 0.0, 1.0);
}

}  // namespace

LatencyChart::LatencyChart(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Latency of the last events"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LatencyChart::set_budget(double budget) {
  budget_ = budget;
  update();
}

void LatencyChart::show_events(const std::vector<AnsweredEvent>& events) {
  events_ = events;
  setAccessibleDescription(summary());
  update();
}

QString LatencyChart::summary() const {
  if (events_.empty()) return {};
  std::vector<int64_t> times;
  for (const AnsweredEvent& event : events_) times.push_back(event.micros);
  std::sort(times.begin(), times.end());
  return QStringLiteral("last %1, half within %2, slowest %3")
      .arg(shown(millis(events_.back().micros)), shown(millis(times[times.size() / 2])),
           shown(millis(times.back())));
}

QSize LatencyChart::sizeHint() const { return QSizeF(em(*this) * 14, em(*this) * 5.6).toSize(); }

void LatencyChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double e = em(*this);
  const QFont small = scaled(font(), 0.78);
  painter.setFont(small);
  const double axis = QFontMetricsF(small).horizontalAdvance(QStringLiteral("100 ms")) + e * 0.4;
  const QRectF plot(axis, e * 0.6, width() - axis, height() - e * 1.0);
  const auto y_of = [&](double value) { return plot.bottom() - plot.height() * share(value); };

  for (const double tick : {0.1, 1.0, 10.0, 100.0}) {
    QColor grid = palette().color(ink::kLine);
    grid.setAlphaF(0.35F);
    painter.setPen(QPen(grid, 1));
    painter.drawLine(QPointF(plot.left(), y_of(tick)), QPointF(plot.right(), y_of(tick)));
    painter.setPen(palette().color(ink::kFaint));
    painter.drawText(QRectF(0, y_of(tick) - e, axis - e * 0.4, e * 2),
                     Qt::AlignVCenter | Qt::AlignRight,
                     QString::number(tick) + QStringLiteral(" ms"));
  }

  const double step = plot.width() / static_cast<double>(kAnsweredKept);
  double x = plot.right() - step * static_cast<double>(events_.size());
  painter.setPen(Qt::NoPen);
  for (const AnsweredEvent& event : events_) {
    const double own = millis(event.micros);
    const double all = millis(event.micros + event.waited_micros);
    const bool late = own > budget_;
    QColor colour = palette().color(late ? ink::kAlarm : ink::kGood);
    const double bar = std::max(step - 0.6, 1.0);
    painter.fillRect(QRectF(x, y_of(own), bar, plot.bottom() - y_of(own)), colour);
    colour.setAlphaF(0.4F);
    painter.fillRect(QRectF(x, y_of(all), bar, y_of(own) - y_of(all)), colour);
    if (late || event.hurried) {
      painter.setBrush(palette().color(ink::kAlarm));
      painter.drawEllipse(QPointF(x + bar / 2, y_of(all) - e * 0.25), e * 0.14, e * 0.14);
    }
    x += step;
  }

  painter.setPen(QPen(palette().color(ink::kAccent), 1.4, Qt::DashLine));
  painter.drawLine(QPointF(plot.left(), y_of(budget_)), QPointF(plot.right(), y_of(budget_)));
  painter.setPen(palette().color(ink::kAccent));
  painter.drawText(QRectF(plot.left(), y_of(budget_) - e * 1.15, plot.width() - 2, e * 1.1),
                   Qt::AlignBottom | Qt::AlignRight, QStringLiteral("budget %1 ms").arg(budget_));
}

}  // namespace inkling
