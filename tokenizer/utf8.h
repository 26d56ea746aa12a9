// Small UTF-8 helpers. Nothing here throws or reads outside of its arguments.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

/// True when `text` is well-formed UTF-8 (no lone surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);
/// `text` with every ill-formed sequence replaced by U+FFFD.
std::string repair_utf8(std::string_view text);
/// Byte length of the last grapheme cluster of `text`; 0 for an empty text.
std::size_t last_grapheme_bytes(std::string_view text);
/// The last at most `bytes` bytes of `text`, cut at a character boundary.
std::string_view utf8_tail(std::string_view text, std::size_t bytes);
/// The first at most `bytes` bytes of `text`, cut at a character boundary.
std::string_view utf8_head(std::string_view text, std::size_t bytes);
/// Reads the code point at `*offset` and moves past it; U+FFFD for ill-formed bytes.
char32_t next_code_point(std::string_view text, std::size_t* offset);
void append_utf8(char32_t code_point, std::string* out);

/// Full Unicode lower casing, root locale.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
/// First character in title case, the rest untouched.
std::string capitalize_first(std::string_view text);

bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);
/// A letter, combining mark, digit or an apostrophe: what may stand in a word that is being typed.
bool is_word_character(char32_t code_point);
bool is_emoji(char32_t code_point);

/// How a word is written.
enum class CasePattern { kLower, kTitle, kUpper, kMixed };
/// kTitle: first letter upper, no other upper-case letter (also for a single upper-case letter).
/// kUpper: two or more letters, all upper case.
CasePattern case_pattern(std::string_view word);

}  // namespace inkling
