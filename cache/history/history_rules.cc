#include "cache/history/history_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace inkling {
namespace {

/// Length of the well-formed UTF-8 sequence at `text`'s start; 0 when ill-formed.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const uint8_t second = byte(1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
      (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) {
    return 0;  // overlong, a surrogate, or beyond U+10FFFF
  }
  return length;
}

// Where the ten digits of a script begin (Unicode category Nd), in order.
constexpr std::array<char32_t, 63> kZeros = {
    0x0030,  0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,
    0x0BE6,  0x0C66,  0x0CE6,  0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,
    0x1090,  0x17E0,  0x1810,  0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,
    0x1C40,  0x1C50,  0x2070,  0x2080,  0x2460,  0x2474,  0x2488,  0xA620,  0xA8D0,
    0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730,
    0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16B50, 0x1E140, 0x1E2F0};

bool is_any_digit(char32_t c) {
  if (c == 0xB2 || c == 0xB3 || c == 0xB9) return true;  // superscripts
  if (c >= 0x1D7CE && c <= 0x1D7FF) return true;         // of mathematics
  const auto* next = std::upper_bound(kZeros.begin(), kZeros.end(), c);
  return next != kZeros.begin() && c - *(next - 1) < 10;
}

bool is_plain_letter(char c) { return lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z'; }

/// "john.doe", "example.com"; "a.m." and "e.g." are words.
bool has_dotted_name(std::string_view word) {
  for (std::size_t dot = word.find('.'); dot != word.npos; dot = word.find('.', dot + 1)) {
    if (dot < 2 || dot + 2 >= word.size()) continue;
    if (is_plain_letter(word[dot - 2]) && is_plain_letter(word[dot - 1]) &&
        is_plain_letter(word[dot + 1]) && is_plain_letter(word[dot + 2])) {
      return true;
    }
  }
  return false;
}

/// "getUserName", "aQzRtYp": capitals behind small letters, again and again.
bool has_many_humps(std::string_view word) {
  int humps = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool small_before = word[i - 1] >= 'a' && word[i - 1] <= 'z';
    if (small_before && word[i] >= 'A' && word[i] <= 'Z') ++humps;
  }
  return humps > 2;
}

}  // namespace

bool is_clean_text(std::string_view text, std::size_t max_bytes) {
  if (text.empty() || text.size() > max_bytes) return false;
  while (!text.empty()) {
    const auto first = static_cast<uint8_t>(text[0]);
    if (first < 0x20 || first == 0x7F) return false;
    if (first == 0xC2 && text.size() > 1 && static_cast<uint8_t>(text[1]) < 0xA0) return false;
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool may_learn(std::string_view word) {
  if (!is_clean_text(word, kMaxWordBytes)) return false;
  // Handles, tags, identifiers, paths, links.
  if (word.find_first_of("@#_\\") != word.npos || word.find("//") != word.npos) return false;
  if (history_key(word).starts_with("www.") || has_dotted_name(word) || has_many_humps(word)) {
    return false;
  }
  // "<s>" stands for a sentence start in the tables.
  if (word == "<s>") return false;
  const std::u32string letters = code_points(word);
  return std::none_of(letters.begin(), letters.end(), is_any_digit);
}

bool is_language_tag(std::string_view text) {
  constexpr std::size_t kLongest = 35;  // RFC 5646, 4.4.1
  const auto fits = [](char c) {
    return is_plain_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return text.size() >= 2 && text.size() <= kLongest && is_plain_letter(text[0]) &&
         is_plain_letter(text[1]) && std::all_of(text.begin(), text.end(), fits);
}

std::string history_key(std::string_view word) {
  std::string key(word);
  for (char& c : key) c = lower_ascii(c);
  return key;
}

bool begins_with_key(std::string_view word, std::string_view key) {
  return word.size() >= key.size() &&
         std::equal(key.begin(), key.end(), word.begin(),
                    [](char want, char have) { return want == lower_ascii(have); });
}

std::u32string code_points(std::string_view text) {
  constexpr char32_t kReplacement = 0xFFFD;
  constexpr std::array<uint8_t, 5> kFirstBits = {0, 0x7F, 0x1F, 0x0F, 0x07};  // by length
  std::u32string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) {
      out.push_back(kReplacement);
      text.remove_prefix(1);
      continue;
    }
    char32_t c = static_cast<uint8_t>(text[0]) & kFirstBits.at(length);
    for (std::size_t i = 1; i < length; ++i) {
      c = c << 6U | (static_cast<uint8_t>(text[i]) & 0x3FU);
    }
    out.push_back(c);
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace inkling
