#include "tokenizer/tokenizer.h"

#include <unicode/uchar.h>

#include "tokenizer/utf8.h"

namespace inkling {

const std::string& Tokenizer::piece_text(int32_t id) const {
  static const std::string none;
  return known(id) ? piece(id).text : none;
}

bool consists_of_letters(std::string_view text) {
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, &i);
    if (is_letter(c)) {
      any = true;
    } else if (!is_word_character(c)) {
      return false;
    }
  }
  return any;
}

bool begins_like_word(std::string_view text) {
  constexpr char32_t kIllFormed = 0xFFFD;
  std::size_t at = 0;
  const char32_t first = text.empty() ? kIllFormed : next_code_point(text, &at);
  return first == kIllFormed || u_isalnum(static_cast<UChar32>(first)) != 0;
}

}  // namespace inkling
