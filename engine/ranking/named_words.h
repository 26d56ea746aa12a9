// Names of several words.
#pragma once

#include <optional>
#include <string_view>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"

namespace inkling {

/// "York" behind a "new": the name that the word before and what is typed spell together, in place
/// of both, when they are not written so. `last`: the word before, a space behind it. Its score is
/// that of what was typed: only capitals change.
std::optional<Candidate> named_words(const EngineParts& parts, std::string_view last,
                                     const Ranked& ranked);

}  // namespace inkling
