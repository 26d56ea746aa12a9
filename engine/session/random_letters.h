// Whether somebody would write these letters in a row, or a generator drew them.
#pragma once

#include <string_view>

namespace inkling {

/// Do the letters follow each other as in no word of a European language ("xkqzvbtw")? Only words
/// of seven and more letters of ASCII tell; of what was drawn at random about three in four do.
bool looks_random(std::string_view word);

}  // namespace inkling
