// What was learned from a person, on one page.
#pragma once

#include <string>

#include "cache/history/history_lists.h"

namespace inkling {

/// A line for each kind that there is something of, most used first: "Your words: Priya (14), …".
std::string known_text(const HistoryOverview& known);

}  // namespace inkling
