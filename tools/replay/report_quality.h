// The part of a report that says how good the words were.
#pragma once

#include <string>

#include "tools/replay/run.h"

namespace inkling {

/// All figures with their intervals; what the person pays.
std::string quality_html(const ReplayRun& run);
/// The same by frequency, length, position and kind of error.
std::string splits_html(const ReplayRun& run);
/// Words that did not come out as they were meant, and what decided.
std::string misses_html(const ReplayRun& run);

}  // namespace inkling
