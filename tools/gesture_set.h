// Words that were drawn over the keys, with what stood before them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

struct DrawnItem {
  std::string word;  // what was meant
  std::string left;  // the text before it; empty where there was none
  std::vector<GesturePoint> points;
};

/// Each word of two letters or more, drawn over QWERTY by a simulated finger behind the line to its
/// left; another finger for each line. The same lines give the same points.
std::vector<DrawnItem> draw_lines(std::span<const std::string_view> lines);

/// JSON Lines: {"word":"it","points":[[x,y,t],…]} in key widths, key heights and milliseconds, and
/// maybe "left". Or, where the first line is no JSON, a text that draw_lines() draws. "-" is
/// standard input. kNotFound, kIo, or kCorrupt with the line.
Result<std::vector<DrawnItem>> read_gesture_set(const std::string& path);

}  // namespace inkling
