// Where the word begins and ends that a cursor stands in.
#pragma once

#include <cstddef>
#include <string_view>

namespace inkling {

/// A word around a cursor, in bytes.
struct WordAround {
  std::size_t left = 0;   // before the cursor; 0: the cursor stands in no word
  std::size_t right = 0;  // behind it
};

/// The word that ends at the cursor or goes on behind it. In front of a word, and within a run of
/// letters that is too long for one, there is none. An apostrophe at either end is a quotation
/// mark, and belongs to it only where it was typed behind a letter. Well-formed UTF-8.
WordAround word_around(std::string_view left, std::string_view right);

/// May this character stand in a word that is being typed after `composing`?
bool extends_word(std::string_view composing, std::string_view character);

}  // namespace inkling
