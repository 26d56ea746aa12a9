// What is likely to be written behind a suggestion: the ghost text of a phrase.
#pragma once

#include <string>
#include <string_view>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"

namespace inkling {

/// The words that follow `first`, should it be committed in the present context: " forward to",
/// each with a space before it. Empty when no next word is likely enough, when the deadline is over
/// or the request was cancelled. Runs a forward for each word; used by the thread of `ranker`.
std::string phrase_after(const EngineParts& parts, std::string_view first,
                         const SuggestOptions& options, Ranker* ranker);

}  // namespace inkling
