// What stands right of the cursor in the sentence that is being written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tokenizer/tokenizer.h"

namespace inkling {

/// The first pieces, at most `most`, of what stands right of the cursor in the same sentence, its
/// end mark included. Empty where nothing does, where `right` begins with a line's end, and where
/// the cursor stands inside a word that `committed` (without the composing text) ends in: there a
/// word is being mended, not put in.
std::vector<int32_t> pieces_right_of(std::string_view committed, std::string_view right,
                                     const Tokenizer& tokenizer, std::size_t most);

}  // namespace inkling
