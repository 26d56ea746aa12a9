// Where punctuation and spaces stand around words.
#pragma once

#include <string_view>

namespace inkling {

/// Punctuation after which a word is over and may be corrected.
bool ends_word(std::string_view character);
/// Punctuation that stands close to the word before it, so that the space behind a pick gives way.
/// A straight quote does where one stands open in the last line of `committed`.
bool hugs_left(std::string_view character, std::string_view committed);
/// Does a word behind `committed` want a space in front?
bool needs_space_before(std::string_view committed);
/// Does a word in front of `right`, which may be empty, want a space behind? Not where a space, a
/// closing sign or the like follows it.
bool needs_space_after(std::string_view right);

}  // namespace inkling
