#include "engine/word_bounds.h"

#include <unicode/uchar.h>

#include "tokenizer/utf8.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxWordBytes = 192;  // a longer run of letters is no word to complete

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019'; }

/// Bytes of the word that ends `text`.
std::size_t trailing_word(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    // Step back over one code point.
    std::size_t at = text.size() - length - 1;
    while (at > 0 && is_continuation_byte(text[at])) --at;
    std::size_t offset = at;
    if (!is_word_character(next_code_point(text, &offset))) break;
    length = text.size() - at;
  }
  // A word does not begin with an apostrophe, which is a quotation mark there, nor with a mark or
  // joiner, which belongs to the sign before it (as in most emoji).
  while (length > 0) {
    std::size_t offset = text.size() - length;
    if (u_isalnum(static_cast<UChar32>(next_code_point(text, &offset))) != 0) break;
    length = text.size() - offset;
  }
  return length;
}

/// Bytes of the word that goes on at the front of `text`, a closing quotation mark left out.
std::size_t leading_word(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, &at);
    if (!is_word_character(c)) break;
    if (!is_apostrophe(c)) length = at;
  }
  return length;
}

}  // namespace

WordAround word_around(std::string_view left, std::string_view right) {
  const std::size_t before = trailing_word(left);
  if (before == 0 || before > kMaxWordBytes) return {};
  const std::size_t after = leading_word(right);
  if (before + after > kMaxWordBytes) return {};
  return {before, after};
}

bool extends_word(std::string_view composing, std::string_view character) {
  if (composing.size() + character.size() > kMaxWordBytes) return false;
  for (std::size_t at = 0; at < character.size();) {
    const char32_t c = next_code_point(character, &at);
    if (!is_word_character(c) || (composing.empty() && is_apostrophe(c))) return false;
  }
  return !character.empty();
}

}  // namespace inkling
