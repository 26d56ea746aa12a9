// What may be stored about a person at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

inline constexpr std::size_t kMaxWordBytes = 48;
inline constexpr std::size_t kMaxExpansionBytes = 1024;
/// What a use is worth halves in this time.
inline constexpr double kHalfLifeSeconds = 60.0 * 24 * 3600;

/// Well-formed UTF-8 without control characters, 1 to `max_bytes` bytes.
bool is_clean_text(std::string_view text, std::size_t max_bytes);
/// Clean, without a digit of any script, and neither an address, a link, a handle, a tag nor an
/// identifier: something that may be learned. The last line of defence, for every way in; what
/// stands around a word is judged where it is typed.
bool may_learn(std::string_view word);
/// "en", "pt-BR", "zh_Hans": letters, digits and the two signs between them.
bool is_language_tag(std::string_view text);
constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
/// ASCII letters lowered: what words are matched by.
std::string history_key(std::string_view word);
/// Does `word` begin with `key`, which history_key() made?
bool begins_with_key(std::string_view word, std::string_view key);
/// The code points of clean text.
std::u32string code_points(std::string_view text);

}  // namespace inkling
