// Words for emoji, from the names that Unicode gives them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace inkling {

/// Pairs of a lower-case word and an emoji whose name holds it ("SLICE OF PIZZA": pizza), those
/// with the shortest names first. Words that only describe ("face", "with", "black") are left out.
/// From ICU's character names, so that the licence is Unicode's.
std::vector<std::pair<std::string, std::string>> emoji_names();

}  // namespace inkling
