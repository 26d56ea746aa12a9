// The drawings of a replay report, as inline SVG. Each is an image with a name for those who hear
// the page; what it shows stands in a table as well.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/replay/latency_histogram.h"

namespace inkling {

/// A mark on a timeline.
struct TimelinePoint {
  double micros = 0;
  bool late = false;      // over its budget
  std::string tooltip;    // plain text
  std::string link = {};  // the id of what is said of it on the page; empty: nothing
};

/// `text` with the characters that mean something in HTML escaped.
std::string escape_html(std::string_view text);

/// How often each latency occurred, on a logarithmic scale from `low` to `high` microseconds; one
/// bar per third of a doubling. `budget`: where a line is drawn; 0: nowhere.
std::string histogram_svg(std::string_view title, const LatencyHistogram& latencies, double low,
                          double high, double budget);

/// Latency by event, from left to right. Of many events, the slowest of each column is drawn.
std::string timeline_svg(const std::vector<TimelinePoint>& points);

/// A curve through (event, MB).
std::string memory_svg(const std::vector<std::pair<std::size_t, double>>& memory);

/// A dot between the ends of its interval on a scale from `from` to `to`; small, for a table.
std::string interval_svg(double value, double low, double high, double from, double to);

/// A bar to the right of the middle for what speaks for something, to the left for what speaks
/// against it; `most` fills a half.
std::string share_svg(double share, double most);

}  // namespace inkling
