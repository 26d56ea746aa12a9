#include "tokenizer/bert_text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

uint32_t category(char32_t c) { return U_MASK(u_charType(static_cast<UChar32>(c))); }

/// Control, format, private and unassigned characters; tab and line ends count as space.
bool is_dropped(char32_t c) {
  if (c == U'\t' || c == U'\n' || c == U'\r') return false;
  return c == 0 || c == 0xFFFD || (category(c) & U_GC_C_MASK) != 0;
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || (category(c) & U_GC_ZS_MASK) != 0;
}

/// Every ASCII sign counts, those that Unicode calls symbols ("$", "~") included.
bool is_punctuation(char32_t c) {
  if (c < 0x80) {
    return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
           (c >= 123 && c <= 126);
  }
  return (category(c) & U_GC_P_MASK) != 0;
}

/// By BERT's list of blocks: ideographs, not kana or Hangul.
bool is_chinese(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B73F) ||
         (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B820 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

std::string clean(std::string_view text, bool split_chinese) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, &i);
    if (is_dropped(c)) continue;
    if (is_space(c)) {
      out.push_back(' ');
    } else if (split_chinese && is_chinese(c)) {
      out.push_back(' ');
      append_utf8(c, &out);
      out.push_back(' ');
    } else {
      append_utf8(c, &out);
    }
  }
  return out;
}

/// `text` as it is where ICU has no such form.
std::string normalized(const std::string& text, const icu::Normalizer2* form, UErrorCode status) {
  if (U_FAILURE(status) || is_ascii(text)) return text;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  form->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  return U_SUCCESS(status) ? out : text;
}

std::string composed(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  return normalized(text, nfc, status);
}

std::string without_accents(const std::string& text) {
  if (is_ascii(text)) return text;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const std::string apart = normalized(text, nfd, status);
  std::string out;
  out.reserve(apart.size());
  for (std::size_t i = 0; i < apart.size();) {
    const char32_t c = next_code_point(apart, &i);
    if ((category(c) & U_GC_MN_MASK) == 0) append_utf8(c, &out);
  }
  return out;
}

}  // namespace

std::vector<std::string> bert_words(std::string_view text, const BertTextOptions& options) {
  std::string line = composed(clean(text, options.split_chinese));
  if (options.lower_case) line = to_lower(line);
  if (options.strip_accents) line = without_accents(line);
  std::vector<std::string> out;
  bool open = false;  // does the last word go on?
  for (std::size_t i = 0; i < line.size();) {
    const char32_t c = next_code_point(line, &i);
    // Line and paragraph separators are no blanks to BERT, but its words end at them.
    if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
      open = false;
      continue;
    }
    const bool alone = is_punctuation(c);
    if (alone || !open) out.emplace_back();
    append_utf8(c, &out.back());
    open = !alone;
  }
  return out;
}

}  // namespace inkling
