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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Four digits in a row, spaces and hyphens not counted: a code, a card, a telephone number.
bool has_long_number(std::string_view text) {
  constexpr int kLong = 4;
  int run = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      if (++run >= kLong) return true;
    } else if (c != ' ' && c != '-') {
      run = 0;
    }
  }
  return false;
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
  if (!is_clean_text(word, kMaxWordBytes) || has_long_number(word)) return false;
  const std::size_t at = word.find('@');
  if (at != std::string_view::npos && word.find('.', at) != std::string_view::npos) return false;
  // "<s>" stands for a sentence start in the tables.
  return word.find("://") == std::string_view::npos && !history_key(word).starts_with("www.") &&
         word != "<s>";
}

std::string history_key(std::string_view word) {
  std::string key(word);
  for (char& c : key) c = lower(c);
  return key;
}

bool begins_with_key(std::string_view word, std::string_view key) {
  return word.size() >= key.size() &&
         std::equal(key.begin(), key.end(), word.begin(),
                    [](char want, char have) { return want == lower(have); });
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
