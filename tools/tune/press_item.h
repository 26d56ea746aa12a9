// Types a word of the tuner's into a ranker.
#pragma once

#include <cstddef>
#include <string>

#include "engine/ranking/ranker.h"
#include "tools/correction_set.h"

namespace inkling {

/// Begins a word and presses the first `count` keys of `item`, or all there are, each with its
/// touch where that is known. Returns what they type.
std::string press_item(const CorrectionItem& item, std::size_t count, Ranker* ranker);
/// All keys.
std::string press_item(const CorrectionItem& item, Ranker* ranker);

}  // namespace inkling
