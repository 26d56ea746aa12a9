#include "engine/session/secret_token.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/session/random_letters.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

// Longer than what people call a word; passphrases without spaces begin here.
constexpr std::size_t kLongLetters = 24;
// "state-of-the-art" has as many parts as a slug or a passphrase; it is in the lexicon anyway.
constexpr std::size_t kManyParts = 4;

bool contains(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }
bool is_small(char32_t c) { return u_islower(static_cast<UChar32>(c)) != 0; }

/// Around a word, these are no part of it.
bool opens(char32_t c) { return contains(U"\"'([{*«“‘„‚‹¿¡", c); }
bool closes(char32_t c) { return contains(U"\"')]}*»”’“‘›.,;:!?…。、", c); }

/// One of these in a token, and it is no prose. A full-width sign counts as its ASCII one.
bool is_sign_of_code(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - U'!';
  return contains(U"@#\\_=~%$^|<>{}[]*+&`", c);
}

/// Between two words of a sentence without a space: nothing but a comma or a dash is safe.
bool parts_words(char32_t c) { return contains(U",—–…\"“”„«»()‘", c); }

/// What ends a name of a computer, or of a file.
bool is_ending(std::u32string_view piece) {
  constexpr std::array<std::string_view, 42> kEndings = {
      "com", "org", "net", "edu",  "gov",  "info", "biz",  "dev", "app",  "io",  "co",
      "uk",  "de",  "fr",  "eu",   "ch",   "nl",   "ru",   "cn",  "jp",   "ai",  "me",
      "pdf", "doc", "txt", "docx", "xlsx", "jpg",  "jpeg", "png", "gif",  "zip", "exe",
      "csv", "xml", "sql", "html", "json", "py",   "js",   "md",  "onion"};
  std::string text;
  for (const char32_t c : piece) append_utf8(c, &text);
  text = to_lower(text);
  return std::find(kEndings.begin(), kEndings.end(), text) != kEndings.end();
}

/// Capitals as in no name: "getUserName", "aQzRtY", "XMLHttp"; "McDonald", "iPhone" and "PDFs" are.
bool has_odd_case(std::u32string_view word) {
  std::size_t rises = 0;     // a small letter, then a capital
  std::size_t capitals = 0;  // in a row
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool after_small = i > 0 && is_small(word[i - 1]);
    if (is_upper(word[i])) {
      if (after_small) ++rises;
      ++capitals;
      continue;
    }
    const bool more = i + 1 < word.size() && is_small(word[i + 1]);
    if (is_small(word[i]) && capitals > 1 && more) return true;
    capitals = 0;
  }
  const auto small_in_front = std::find_if_not(word.begin(), word.end(), is_small) - word.begin();
  return rises > 1 || (rises == 1 && small_in_front > 2);
}

/// Letters and apostrophes: is it no word of any language?
bool is_odd_word(std::u32string_view word, const KnowsWord& knows) {
  std::string text;
  for (const char32_t c : word) append_utf8(c == U'\u2019' ? U'\'' : c, &text);
  if (text.empty() || knows(text)) return false;
  return has_odd_case(word) || word.size() >= kLongLetters || looks_random(text);
}

bool all_known(std::span<const std::u32string> pieces, const KnowsWord& knows) {
  return std::all_of(pieces.begin(), pieces.end(), [&](const std::u32string& piece) {
    std::string text;
    for (const char32_t c : piece) append_utf8(c, &text);
    return !text.empty() && knows(text);
  });
}

/// "tomorrow.See", "what?No": a sentence that goes on without a space begins with a capital.
bool is_new_sentence(std::u32string_view before, std::u32string_view after) {
  if (before.size() < 2 || after.empty()) return false;
  if (!is_small(before.back()) || !is_upper(after.front())) return false;
  const bool title = std::none_of(after.begin() + 1, after.end(), is_upper);
  return title && !is_ending(after);
}

/// Licence keys and recovery codes: "ABCD-EFGH-IJKL".
bool is_key_in_groups(std::span<const std::u32string> pieces) {
  if (pieces.size() < 3) return false;
  return std::all_of(pieces.begin(), pieces.end(), [](const std::u32string& piece) {
    return piece.size() > 2 && std::all_of(piece.begin(), piece.end(), is_upper);
  });
}

/// The words of a token and what stands between them, in order.
struct Pieces {
  std::vector<std::u32string> words;
  std::vector<std::u32string> between;  // one less
};

Pieces split(std::u32string_view token) {
  Pieces out;
  bool in_word = false;
  std::u32string signs;
  for (const char32_t c : token) {
    if (!is_word_character(c)) {
      in_word = false;
      signs += c;
      continue;
    }
    if (!in_word) {
      if (!out.words.empty()) out.between.push_back(signs);
      out.words.emplace_back();
      signs.clear();
      in_word = true;
    }
    out.words.back() += c;
  }
  return out;
}

bool starts_with_www(std::string_view token) { return to_lower(token).starts_with("www."); }

}  // namespace

bool has_any_digit(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(next_code_point(text, &at));
    // Also ² and ①, which stand for digits, and Roman numbers of a single sign; not 三, a letter.
    constexpr uint32_t kNumbers = U_GC_N_MASK;
    if ((U_MASK(u_charType(c)) & kNumbers) != 0) return true;
  }
  return false;
}

std::string_view bare_token(std::string_view token) {
  while (!token.empty()) {
    std::size_t at = 0;
    if (!opens(next_code_point(token, &at))) break;
    token.remove_prefix(at);
  }
  while (!token.empty()) {
    const std::size_t last = last_grapheme_bytes(token);
    std::size_t at = token.size() - last;
    if (!closes(next_code_point(token, &at))) break;
    token.remove_suffix(last);
  }
  // "_so_" is emphasis, "_so" the name of something.
  if (token.size() > 2 && token.front() == '_' && token.back() == '_') {
    return bare_token(token.substr(1, token.size() - 2));
  }
  return token;
}

bool is_secret_token(std::string_view token, const KnowsWord& knows) {
  if (has_any_digit(token)) return true;
  const std::string_view bare = bare_token(token);
  const std::u32string letters = [&] {
    std::u32string out;
    for (std::size_t at = 0; at < bare.size();) out += next_code_point(bare, &at);
    return out;
  }();
  if (std::any_of(letters.begin(), letters.end(), is_sign_of_code)) return true;
  if (starts_with_www(bare) || token.find("://") != std::string_view::npos) return true;
  // "/etc", "-rf", ".profile": what begins with a sign is named by it.
  if (bare.starts_with('/') || bare.ends_with('/') || bare.starts_with('-')) return true;
  if (bare.starts_with('.') && !bare.starts_with("..")) return true;
  const Pieces pieces = split(letters);
  const auto& words = pieces.words;
  for (const std::u32string& word : words) {
    if (is_odd_word(word, knows)) return true;
  }
  std::size_t hyphens = 0;
  std::size_t ends = 0;
  for (std::size_t i = 0; i < pieces.between.size(); ++i) {
    const std::u32string& signs = pieces.between[i];
    const bool prose = std::any_of(signs.begin(), signs.end(), parts_words);
    // "well...maybe", "wait--what".
    if (prose || (signs.size() > 1 && signs.find_first_not_of(U".-!?") == signs.npos)) continue;
    if (signs == U"-" || signs == U"\u2010" || signs == U"\u2011") {
      ++hyphens;
    } else if (signs == U"." || signs == U"!" || signs == U"?") {
      if (++ends > 1 || !is_new_sentence(words[i], words[i + 1])) return true;
    } else if (std::any_of(signs.begin(), signs.end(), is_emoji)) {
      continue;
    } else if (words.size() > 2 || !all_known(words, knows)) {
      return true;  // "and/or" is prose, "src/main", "root:toor" and "usr/local/bin" are not
    }
  }
  const bool many = hyphens + 1 >= kManyParts && hyphens + 1 == words.size();
  return many || (hyphens > 0 && is_key_in_groups(words));
}

}  // namespace inkling
