// The two drawings of a replay report, as inline SVG.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// A mark on a timeline.
struct TimelinePoint {
  double micros = 0;
  bool late = false;    // over its budget
  std::string tooltip;  // plain text
};

/// `text` with the characters that mean something in HTML escaped.
std::string escape_html(std::string_view text);

/// How often each latency occurred, on a logarithmic scale of microseconds; one bar per third of a
/// doubling.
std::string histogram_svg(const std::vector<double>& micros);

/// Latency by event, from left to right. Of many events, the slowest of each column is drawn.
std::string timeline_svg(const std::vector<TimelinePoint>& points);

}  // namespace inkling
