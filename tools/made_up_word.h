// Words that no list has, as names are: for measurements.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

/// So many syllables. `draw(n)` picks one of n, from 0 on: by chance, or from the digits of a
/// number where another number has to make another word.
template <typename Draw>
std::string made_up_word(int syllables, Draw draw) {
  constexpr std::string_view kConsonants = "bdfgklmnprstvz";
  constexpr std::string_view kVowels = "aeiou";
  std::string out;
  for (int i = 0; i < syllables; ++i) {
    out += kConsonants[draw(kConsonants.size())];
    out += kVowels[draw(kVowels.size())];
  }
  return out;
}

}  // namespace inkling
