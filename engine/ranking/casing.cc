#include "engine/ranking/casing.h"

#include "tokenizer/utf8.h"

namespace inkling {

std::string follow_case(std::string_view word, std::string_view typed, bool sentence_start) {
  switch (case_pattern(typed)) {
    case CasePattern::kUpper:
      return to_upper(word);
    case CasePattern::kTitle:
      return capitalize_first(word);
    case CasePattern::kLower:
    case CasePattern::kMixed:
      break;
  }
  return sentence_start && case_pattern(word) == CasePattern::kLower ? capitalize_first(word)
                                                                     : std::string(word);
}

}  // namespace inkling
