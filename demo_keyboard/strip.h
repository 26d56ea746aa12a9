// Three suggestions side by side.
#pragma once

#include <array>
#include <optional>

#include "engine/inkling.h"

namespace inkling {

inline constexpr int kStripSlots = 3;

/// One place on the strip of suggestions.
struct StripSlot {
  Suggestion suggestion;
};

/// Left, middle, right. The best suggestion is in the middle; when it would replace what was
/// typed, the literal is on the left, so that it can be kept.
using Strip = std::array<std::optional<StripSlot>, kStripSlots>;

/// Takes the best emoji out of the suggestions, so that the strip is words; nothing where there is
/// none.
std::optional<Suggestion> take_emoji(Suggestions* suggestions);

/// Puts suggestions, best first, on a strip.
Strip arrange_strip(const Suggestions& suggestions);

}  // namespace inkling
