// Why a word was offered, as one would say it.
#pragma once

#include <string>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// One sentence each, what says most first: "you wrote this twice", "likely after “thank”", "a
/// common word". `before`: the text before the word; `written`: how often this person wrote it, 0
/// where that is not known.
std::vector<std::string> reasons_in_words(const Suggestion& suggestion, const std::string& before,
                                          int written);

}  // namespace inkling
