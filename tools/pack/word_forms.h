// In which case a word is written, by running text and by the lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/pack/word_table.h"

namespace inkling {

struct WordForm {
  std::string form;  // "US"
  double share = 0;  // of the word's uses
};

/// The ways of writing the word with the key `word`, most usual first: one to three.
std::vector<WordForm> word_forms(std::string_view word, const WordEvidence& evidence);

}  // namespace inkling
