// The strip of suggestions as the metrics see it (trace.md): places that a literal never takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// Places on the strip that keystroke savings and top-3 count.
inline constexpr int kMetricSlots = 3;

/// How many suggestions to ask for so that `slots` are left without the literal.
constexpr int count_for_slots(int slots) { return slots + 1; }

/// The texts of the first `slots` suggestions, best first; one equal to `typed` takes no slot.
std::vector<std::string> strip_texts(const Suggestions& suggestions, std::string_view typed,
                                     int slots = kMetricSlots);

/// Where `word` stands on the strip, from 0, case ignored; -1 when it does not.
int place_on_strip(const std::vector<std::string>& strip, std::string_view word);

}  // namespace inkling
