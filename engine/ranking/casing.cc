#include "engine/ranking/casing.h"

#include "tokenizer/utf8.h"

namespace inkling {

namespace {

/// Two capitals, then none.
bool held_shift(std::string_view typed) {
  std::size_t at = 0;
  const bool two = is_upper(next_code_point(typed, &at)) && at < typed.size() &&
                   is_upper(next_code_point(typed, &at));
  if (!two) return false;
  while (at < typed.size()) {
    if (is_upper(next_code_point(typed, &at))) return false;
  }
  return true;
}

}  // namespace

std::string follow_case(std::string_view word, std::string_view typed, bool sentence_start) {
  switch (case_pattern(typed)) {
    case CasePattern::kUpper:
      return to_upper(word);
    case CasePattern::kTitle:
      return capitalize_first(word);
    case CasePattern::kMixed:
      // Shift was held a key too long: "THe".
      if (held_shift(typed)) return capitalize_first(word);
      break;
    case CasePattern::kLower:
      break;
  }
  return sentence_start && case_pattern(word) == CasePattern::kLower ? capitalize_first(word)
                                                                     : std::string(word);
}

}  // namespace inkling
