#include "engine/text_field.h"

#include <unicode/uchar.h>

#include <algorithm>

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
  return length <= kMaxWordBytes ? length : 0;
}

}  // namespace

void TextField::set(std::string_view left, std::string_view right) {
  committed_ = repair_utf8(left);
  right_ = repair_utf8(right);
  composing_.clear();
  recompose();
}

bool TextField::recompose() {
  if (!composing_.empty()) return false;
  std::size_t offset = 0;
  if (!right_.empty() && is_word_character(next_code_point(right_, &offset))) return false;
  const std::size_t length = trailing_word(committed_);
  if (length == 0) return false;
  composing_ = committed_.substr(committed_.size() - length);
  committed_.resize(committed_.size() - length);
  return true;
}

void TextField::commit(std::string_view word, std::string_view after) {
  committed_ += word;
  committed_ += after;
  composing_.clear();
}

void TextField::drop(std::size_t bytes) {
  committed_.resize(committed_.size() - std::min(bytes, committed_.size()));
}

bool TextField::erase_left() {
  if (!composing_.empty()) {
    composing_.resize(composing_.size() - last_grapheme_bytes(composing_));
    return false;
  }
  if (committed_.empty()) return false;
  committed_.resize(committed_.size() - last_grapheme_bytes(committed_));
  return recompose();
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
