#include "tokenizer/utf8.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <memory>

#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kGraphemeWindow = 256;  // no real grapheme cluster is longer than this

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

icu::StringPiece piece_of(std::string_view text) {
  return {text.data(), static_cast<int32_t>(text.size())};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t* offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  auto i = static_cast<int64_t>(*offset);
  const auto n = static_cast<int64_t>(text.size());
  UChar32 c = 0;
  U8_NEXT(bytes, i, n, c);
  *offset = static_cast<std::size_t>(i);
  return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

void append_utf8(char32_t code_point, std::string* out) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    code_point = kReplacement;
  }
  uint8_t buffer[U8_MAX_LENGTH] = {};
  int32_t n = 0;
  U8_APPEND_UNSAFE(buffer, n, static_cast<UChar32>(code_point));
  out->append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(n));
}

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto n = static_cast<int64_t>(text.size());
  for (int64_t i = 0; i < n;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, n, c);
    if (c < 0) return false;
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_utf8(next_code_point(text, &i), &out);
  return out;
}

std::size_t last_grapheme_bytes(std::string_view text) {
  if (text.empty()) return 0;
  if (static_cast<unsigned char>(text.back()) < 0x80 &&
      (text.size() == 1 || static_cast<unsigned char>(text[text.size() - 2]) < 0x80)) {
    return text.size() >= 2 && text.back() == '\n' && text[text.size() - 2] == '\r' ? 2 : 1;
  }
  const std::string_view window = utf8_tail(text, kGraphemeWindow);
  thread_local const std::unique_ptr<icu::BreakIterator> graphemes = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  }();
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, window.data(), static_cast<int64_t>(window.size()), &status);
  std::size_t bytes = 1;
  if (graphemes && U_SUCCESS(status)) {
    graphemes->setText(&utext, status);
    graphemes->last();
    const int32_t start = graphemes->previous();
    if (start != icu::BreakIterator::DONE && start >= 0) {
      bytes = window.size() - static_cast<std::size_t>(start);
    }
  }
  utext_close(&utext);
  return bytes;
}

std::string_view utf8_tail(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t start = text.size() - bytes;
  while (start < text.size() && is_continuation_byte(text[start])) ++start;
  return text.substr(start);
}

std::string_view utf8_head(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  while (end > 0 && is_continuation_byte(text[end])) --end;
  return text.substr(0, end);
}

std::string to_lower(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out.assign(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  icu::CaseMap::utf8ToLower("", 0, piece_of(text), sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(text);
}

std::string to_upper(std::string_view text) {
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  icu::CaseMap::utf8ToUpper("", 0, piece_of(text), sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(text);
}

std::string capitalize_first(std::string_view text) {
  if (text.empty()) return {};
  std::size_t offset = 0;
  const char32_t first = next_code_point(text, &offset);
  std::string out;
  append_utf8(static_cast<char32_t>(u_totitle(static_cast<UChar32>(first))), &out);
  out.append(text.substr(offset));
  return out;
}

bool is_letter(char32_t code_point) { return u_isalpha(static_cast<UChar32>(code_point)) != 0; }

bool is_upper(char32_t code_point) {
  const auto type = u_charType(static_cast<UChar32>(code_point));
  return type == U_UPPERCASE_LETTER || type == U_TITLECASE_LETTER;
}

bool is_word_character(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (code_point == U'\'' || code_point == U'\u2019') return true;
  constexpr uint32_t kMarks = U_GC_M_MASK;
  return u_isalnum(c) != 0 || (U_MASK(u_charType(c)) & kMarks) != 0 || code_point == 0x200D;
}

bool is_emoji(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (code_point < 0x203C) return false;
  return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) != 0 ||
         u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 ||
         u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER) != 0 ||
         u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) != 0;
}

CasePattern case_pattern(std::string_view word) {
  int letters = 0;
  int upper = 0;
  bool first_upper = false;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = next_code_point(word, &i);
    if (!is_letter(c)) continue;
    const bool up = is_upper(c);
    if (letters == 0) first_upper = up;
    ++letters;
    upper += up ? 1 : 0;
  }
  if (upper == 0) return CasePattern::kLower;
  if (first_upper && upper == 1) return CasePattern::kTitle;
  if (upper == letters) return CasePattern::kUpper;
  return CasePattern::kMixed;
}

}  // namespace inkling
