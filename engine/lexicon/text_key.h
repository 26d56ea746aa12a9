// Search keys: how a written word is spelled when case is put aside.
#pragma once

#include <string>
#include <string_view>

namespace inkling {

/// Code points of `text`; each ill-formed byte sequence becomes U+FFFD. Pure, thread-safe.
std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);

/// Simple (one to one) case mappings, so that a key has as many letters as its word.
char32_t lower_letter(char32_t c);
char32_t upper_letter(char32_t c);

/// The letter without its accents: e for é, ö -> o; anything else is itself.
char32_t base_letter(char32_t c);

/// The letter as search keys have it: lower case, typographic apostrophes straightened.
char32_t search_letter(char32_t c);
/// The search key of a word: lower case, typographic apostrophes straightened. Accents stay.
std::u32string search_key(std::string_view word);

}  // namespace inkling
