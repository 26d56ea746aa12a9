#include "engine/lexicon/text_key.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>

namespace inkling {

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  for (int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  uint8_t buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  UBool failed = false;
  U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<UChar32>(c), failed);
  if (failed) {
    out += "\xEF\xBF\xBD";  // U+FFFD
    return;
  }
  out.append(reinterpret_cast<const char*>(buffer), static_cast<size_t>(length));
}

std::string encode_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

char32_t lower_letter(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

char32_t upper_letter(char32_t c) {
  if (c < 0x80) return c >= U'a' && c <= U'z' ? c - 32 : c;
  return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
}

char32_t base_letter(char32_t c) {
  if (c < 0xC0) return c;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString decomposed;
  if (U_FAILURE(status) || !nfd->getDecomposition(static_cast<UChar32>(c), decomposed)) return c;
  const UChar32 base = decomposed.char32At(0);
  // Hangul syllables decompose too, but a syllable is not an accented jamo.
  return u_isalpha(base) != 0 && c < 0x1100 ? static_cast<char32_t>(base) : c;
}

char32_t search_letter(char32_t c) {
  return c == U'\u2019' || c == U'\u02BC' ? U'\'' : lower_letter(c);
}

std::u32string search_key(std::string_view word) {
  std::u32string key = decode_utf8(word);
  for (char32_t& c : key) c = search_letter(c);
  return key;
}

}  // namespace inkling
