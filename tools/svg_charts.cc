#include "tools/svg_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace inkling {
namespace {

constexpr double kWidth = 900;
constexpr double kHeight = 220;
constexpr double kLeft = 60;    // room for the labels of the y axis
constexpr double kBottom = 24;  // and of the x axis
constexpr double kTop = 8;
constexpr double kPlotWidth = kWidth - kLeft;
constexpr double kPlotHeight = kHeight - kBottom - kTop;
constexpr int kBarsPerDoubling = 3;
constexpr std::size_t kColumns = 840;

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string label_micros(double micros) {
  std::array<char, 32> text{};
  if (micros >= 1000) {
    std::snprintf(text.data(), text.size(), "%.3g ms", micros / 1000);
  } else {
    std::snprintf(text.data(), text.size(), "%.3g µs", micros);
  }
  return text.data();
}

std::string open_svg(const char* title) {
  return "<svg viewBox=\"0 0 " + number(kWidth) + " " + number(kHeight) +
         "\" role=\"img\" aria-label=\"" + title + "\">\n";
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" +
         text + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2) {
  return "<line class=\"grid\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" +
         number(x2) + "\" y2=\"" + number(y2) + "\"/>\n";
}

int bar_of(double micros) {
  return static_cast<int>(std::floor(std::log2(std::max(micros, 1.0)) * kBarsPerDoubling));
}

double bar_start(int bar) { return std::exp2(static_cast<double>(bar) / kBarsPerDoubling); }

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string histogram_svg(const std::vector<double>& micros) {
  if (micros.empty()) return "<p>No event was timed.</p>\n";
  const auto [low, high] = std::minmax_element(micros.begin(), micros.end());
  const int first = bar_of(*low);
  const int bars = bar_of(*high) - first + 1;
  std::vector<std::size_t> counts(static_cast<std::size_t>(bars));
  for (const double value : micros) ++counts[static_cast<std::size_t>(bar_of(value) - first)];
  const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
  const double step = kPlotWidth / bars;
  std::string svg = open_svg("Histogram of latencies");
  svg += line(kLeft, kTop + kPlotHeight, kWidth, kTop + kPlotHeight);
  svg += text_at(kLeft - 6, kTop + 10, "end", number(most).substr(0, number(most).find('.')));
  svg += text_at(kLeft - 6, kTop + kPlotHeight, "end", "0");
  const int every = std::max(1, bars / 10);
  for (int i = 0; i < bars; ++i) {
    const auto count = static_cast<double>(counts[static_cast<std::size_t>(i)]);
    const double height = kPlotHeight * count / most;
    const double x = kLeft + step * i;
    const std::string range =
        label_micros(bar_start(first + i)) + " to " + label_micros(bar_start(first + i + 1));
    svg += "<rect class=\"bar\" x=\"" + number(x + 0.5) + "\" y=\"" +
           number(kTop + kPlotHeight - height) + "\" width=\"" + number(std::max(step - 1, 0.5)) +
           "\" height=\"" + number(height) + "\"><title>" + range + ": " +
           std::to_string(counts[static_cast<std::size_t>(i)]) + "</title></rect>\n";
    if (i % every == 0) {
      svg += text_at(x, kHeight - 8, "start", label_micros(bar_start(first + i)));
    }
  }
  return svg + "</svg>\n";
}

std::string timeline_svg(const std::vector<TimelinePoint>& points) {
  if (points.empty()) return "<p>No event was timed.</p>\n";
  double high = 1;
  for (const TimelinePoint& point : points) high = std::max(high, point.micros);
  const double log_high = std::log10(high * 1.1);
  // From 10 µs up: below that there is nothing to see.
  const auto height_of = [&](double micros) {
    const double part = (std::log10(std::max(micros, 10.0)) - 1) / std::max(log_high - 1, 0.1);
    return kPlotHeight * std::clamp(part, 0.0, 1.0);
  };
  const std::size_t columns = std::min(points.size(), kColumns);
  const double step = kPlotWidth / static_cast<double>(columns);
  std::string svg = open_svg("Latency of each event");
  for (int power = 1; std::pow(10, power) <= high * 1.1; ++power) {
    const double tick = std::pow(10, power);
    const double y = kTop + kPlotHeight - height_of(tick);
    svg += line(kLeft, y, kWidth, y);
    svg += text_at(kLeft - 6, y + 4, "end", label_micros(tick));
  }
  for (std::size_t column = 0; column < columns; ++column) {
    const auto begin =
        points.begin() + static_cast<std::ptrdiff_t>(column * points.size() / columns);
    const auto end =
        points.begin() + static_cast<std::ptrdiff_t>((column + 1) * points.size() / columns);
    const auto worst = std::max_element(
        begin, end,
        [](const TimelinePoint& a, const TimelinePoint& b) { return a.micros < b.micros; });
    const double height = std::max(height_of(worst->micros), 1.0);
    svg += "<rect class=\"" + std::string(worst->late ? "late" : "bar") + "\" x=\"" +
           number(kLeft + step * static_cast<double>(column)) + "\" y=\"" +
           number(kTop + kPlotHeight - height) + "\" width=\"" + number(std::max(step, 0.8)) +
           "\" height=\"" + number(height) + "\"><title>" + escape_html(worst->tooltip) +
           "</title></rect>\n";
  }
  return svg + "</svg>\n";
}

}  // namespace inkling
