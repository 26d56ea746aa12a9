#include "engine/autocorrect.h"

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// Digits, or capitals inside: a code, a name, an acronym.
bool looks_deliberate(std::string_view typed) {
  for (std::size_t at = 0; at < typed.size();) {
    const char32_t c = next_code_point(typed, &at);
    if (!is_letter(c) && c != U'\'' && c != U'\u2019') return true;
  }
  const CasePattern pattern = case_pattern(typed);
  return pattern == CasePattern::kUpper || pattern == CasePattern::kMixed;
}

bool single_letter(std::string_view text) {
  std::size_t at = 0;
  next_code_point(text, &at);
  return at >= text.size();
}

}  // namespace

bool may_autocorrect(const EngineParts& parts, const Candidate& best, const Literal& literal) {
  if (literal.typed.empty() || looks_deliberate(literal.typed)) return false;
  if (best.remaining > 0 || best.text == literal.typed) return false;
  if ((best.flags & (kWordOffensive | kWordNeverAutocorrect)) != 0) return false;
  if (parts.history->correction(literal.typed, best.text).reverted > 0) return false;
  if (parts.history->is_personal(literal.typed)) return false;
  if (best.key == to_lower(literal.typed)) {
    // The same letters: only a capital that the word cannot do without ("i", "monday").
    return !literal.exact;
  }
  if (single_letter(literal.typed)) return false;
  const double margin =
      literal.known ? parts.ranking.autocorrect_known_margin : parts.ranking.autocorrect_margin;
  return best.score - literal.score > margin;
}

}  // namespace inkling
