#include "engine/ranking/prose.h"

#include <cstddef>
#include <string>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kLeastWithDigit = 4;  // keys of a word that a digit slipped into

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019'; }

/// "3ish", "5min": digits and what is counted in them. The keys of the digits lie above letters,
/// so that others ("2ants") may be slips.
bool is_quantity(const LanguageTable& language, std::string_view typed) {
  const std::size_t unit = typed.find_first_not_of("0123456789");
  return unit != 0 && unit != std::string_view::npos &&
         language.behind_numbers.contains(std::string(typed.substr(unit)));
}

}  // namespace

bool is_code(const LanguageTable& language, std::string_view typed) {
  if (typed.empty()) return false;
  if (is_quantity(language, typed)) return true;
  const std::u32string letters = decode_utf8(typed);
  std::size_t digits = 0;
  for (const char32_t c : letters) {
    if (is_digit(c)) {
      ++digits;
    } else if (!is_letter(c) && !is_apostrophe(c)) {
      return true;
    }
  }
  // The finger may have landed above the first letter of a short word ("6ou"); behind letters a
  // digit is read aloud ("gr8").
  const std::size_t least = is_digit(letters.front()) ? kLeastWithDigit - 1 : kLeastWithDigit;
  return digits > 1 || (digits == 1 && letters.size() < least);
}

bool inside_token(std::string_view committed, std::string_view right) {
  constexpr std::string_view kJoins = "@/\\._#&=+~%$";
  constexpr std::string_view kGoesOn = "@/\\_=";  // a "50%" or "C++" may end a sentence
  if (!right.empty() && kGoesOn.find(right.front()) != std::string_view::npos) return true;
  if (committed.empty()) return false;
  if (kJoins.find(committed.back()) != std::string_view::npos) return true;
  // "-i", "--all": a dash that begins something is an option's.
  const std::size_t dash = committed.find_last_not_of('-');
  if (committed.back() != '-') return false;
  return dash == std::string_view::npos || committed[dash] == ' ' || committed[dash] == '\n';
}

}  // namespace inkling
