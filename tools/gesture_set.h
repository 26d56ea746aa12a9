// Words that were drawn over the keys, with what stood before them.
#pragma once

#include <string>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

struct DrawnItem {
  std::string word;  // what was meant
  std::string left;  // the text before it; empty where there was none
  std::vector<GesturePoint> points;
};

/// JSON Lines: {"word":"it","points":[[x,y,t],…]} in key widths, key heights and milliseconds, and
/// maybe "left". Or, where the first line is no JSON, a text: each of its words is drawn by a
/// simulated finger behind the line to its left. "-" is standard input. kNotFound, kIo, or kCorrupt
/// with the line.
Result<std::vector<DrawnItem>> read_gesture_set(const std::string& path);

}  // namespace inkling
