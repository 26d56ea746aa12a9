#include "tools/replay/charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace inkling {
namespace {

constexpr double kWidth = 900;
constexpr double kHeight = 220;
constexpr double kSmall = 460;  // width of those that stand side by side
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

std::string open_svg(std::string_view title, double width = kWidth) {
  return "<svg viewBox=\"0 0 " + number(width) + " " + number(kHeight) +
         "\" role=\"img\" aria-label=\"" + escape_html(title) + "\">\n";
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

std::string histogram_svg(std::string_view title, const LatencyHistogram& latencies, double low,
                          double high, double budget) {
  if (latencies.count() == 0) return "<p>No event was timed.</p>\n";
  const int first = bar_of(low);
  const int bars = std::max(bar_of(std::max(high, low)) - first + 1, 1);
  std::vector<uint64_t> counts(static_cast<std::size_t>(bars));
  latencies.for_each([&](double from, double to, uint64_t count) {
    const int bar = std::clamp(bar_of((from + to) / 2) - first, 0, bars - 1);
    counts[static_cast<std::size_t>(bar)] += count;
  });
  const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
  constexpr double kPlot = kSmall - kLeft;
  const double step = kPlot / bars;
  std::string svg = open_svg(title, kSmall);
  svg += line(kLeft, kTop + kPlotHeight, kSmall, kTop + kPlotHeight);
  svg += text_at(kLeft - 6, kTop + 10, "end", number(most).substr(0, number(most).find('.')));
  svg += text_at(kLeft - 6, kTop + kPlotHeight, "end", "0");
  const int every = std::max(1, bars / 5);
  for (int i = 0; i < bars; ++i) {
    const uint64_t count = counts[static_cast<std::size_t>(i)];
    const double height = kPlotHeight * static_cast<double>(count) / most;
    const double x = kLeft + step * i;
    const bool late = budget > 0 && bar_start(first + i) >= budget;
    if (count > 0) {
      svg += "<rect class=\"" + std::string(late ? "late" : "bar") + "\" x=\"" + number(x + 0.5) +
             "\" y=\"" + number(kTop + kPlotHeight - height) + "\" width=\"" +
             number(std::max(step - 1, 0.5)) + "\" height=\"" + number(std::max(height, 1.0)) +
             "\"><title>" + label_micros(bar_start(first + i)) + " to " +
             label_micros(bar_start(first + i + 1)) + ": " + std::to_string(count) +
             "</title></rect>\n";
    }
    if (i % every == 0) {
      svg += text_at(x, kHeight - 8, "start", label_micros(bar_start(first + i)));
    }
  }
  if (budget > 0) {
    const double at = (std::log2(budget) * kBarsPerDoubling - first) / bars;
    if (at > 0 && at < 1) {
      const double x = kLeft + kPlot * at;
      svg += line(x, kTop, x, kTop + kPlotHeight) + text_at(x - 4, kTop + 10, "end", "budget");
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
    const bool linked = !worst->link.empty();
    if (linked) svg += "<a href=\"#" + escape_html(worst->link) + "\">";
    svg += "<rect class=\"" +
           std::string(worst->late ? "late"
                       : linked    ? "slow"
                                   : "bar") +
           "\" x=\"" + number(kLeft + step * static_cast<double>(column)) + "\" y=\"" +
           number(kTop + kPlotHeight - height) + "\" width=\"" + number(std::max(step, 0.8)) +
           "\" height=\"" + number(height) + "\"><title>" + escape_html(worst->tooltip) +
           "</title></rect>" + (linked ? "</a>\n" : "\n");
  }
  return svg + "</svg>\n";
}

std::string memory_svg(const std::vector<std::pair<std::size_t, double>>& memory) {
  if (memory.empty()) return "<p>Memory was not looked at.</p>\n";
  double high = 1;
  for (const auto& [event, mb] : memory) high = std::max(high, mb);
  const auto last = static_cast<double>(std::max<std::size_t>(memory.back().first, 1));
  std::string points;
  for (const auto& [event, mb] : memory) {
    const double x = kLeft + kPlotWidth * static_cast<double>(event) / last;
    const double y = kTop + kPlotHeight * (1 - mb / (high * 1.1));
    points += number(x) + "," + number(y) + " ";
  }
  std::string svg = open_svg("Resident memory over the events");
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = kTop + kPlotHeight * (1 - share / 1.1);
    svg += line(kLeft, y, kWidth, y) + text_at(kLeft - 6, y + 4, "end", number(high * share));
  }
  svg += text_at(kLeft, kHeight - 8, "start", "MB, by events replayed");
  svg += text_at(kWidth, kHeight - 8, "end", std::to_string(memory.back().first));
  return svg + "<polyline class=\"curve\" points=\"" + points + "\"/>\n</svg>\n";
}

std::string interval_svg(double value, double low, double high, double from, double to) {
  constexpr double kSize = 100;
  const auto x = [&](double at) {
    return to > from ? kSize * std::clamp((at - from) / (to - from), 0.0, 1.0) : kSize / 2;
  };
  return "<svg class=\"interval\" viewBox=\"-3 0 106 10\" aria-hidden=\"true\"><line "
         "class=\"range\" "
         "x1=\"" +
         number(x(low)) + "\" x2=\"" + number(x(high)) +
         "\" y1=\"5\" y2=\"5\"/>"
         "<circle class=\"dot\" r=\"3\" cy=\"5\" cx=\"" +
         number(x(value)) + "\"/></svg>";
}

std::string share_svg(double share, double most) {
  constexpr double kHalf = 50;
  const double width = most > 0 ? kHalf * std::min(std::abs(share) / most, 1.0) : 0;
  return "<svg class=\"interval\" viewBox=\"0 0 100 10\" aria-hidden=\"true\"><rect class=\"" +
         std::string(share < 0 ? "late" : "bar") + "\" y=\"1\" height=\"8\" x=\"" +
         number(share < 0 ? kHalf - width : kHalf) + "\" width=\"" + number(width) +
         "\"/><line class=\"grid\" x1=\"50\" x2=\"50\" y1=\"0\" y2=\"10\"/></svg>";
}

}  // namespace inkling
