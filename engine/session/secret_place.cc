#include "engine/session/secret_place.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "tokenizer/utf8.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

// The two words before a word stand in fewer tokens than this, unless signs stand between them.
constexpr int kTokensBefore = 5;

bool is_line_end(char32_t c) { return c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029; }
bool is_space(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0x200B || c < 0x20;
}

/// The code point that ends at `at`; `at` moves in front of it.
char32_t code_point_before(std::string_view text, std::size_t* at) {
  do {
    --*at;
  } while (*at > 0 && is_continuation_byte(text[*at]));
  std::size_t offset = *at;
  return next_code_point(text, &offset);
}

std::string_view view(std::string_view text, TextSpan span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// A capital or more in a row, no small letter and no sign: "NWBK", "B-XY".
bool is_group(std::string_view token, const KnowsWord& knows) {
  const std::string_view bare = bare_token(token);
  if (case_pattern(bare) != CasePattern::kUpper || knows(bare)) return false;
  for (std::size_t at = 0; at < bare.size();) {
    const char32_t c = next_code_point(bare, &at);
    if (!is_letter(c) && c != U'-') return false;
  }
  return true;
}

bool is_label(std::string_view token) {
  constexpr std::array<std::string_view, 15> kLabels = {
      "password", "passwords", "passwort", "passcode", "passphrase", "passwd",   "pwd", "pw",
      "pin",      "kennwort",  "secret",   "token",    "login",      "username", "otp"};
  const std::string name = to_lower(bare_token(token.substr(0, token.find_last_not_of("=-") + 1)));
  return std::find(kLabels.begin(), kLabels.end(), name) != kLabels.end();
}

/// "my password is …", "PIN: …", "pwd = …".
bool is_labelled(std::string_view text, TextSpan token, const KnowsWord& knows) {
  const TextSpan last = token_before(text, token);
  const std::string_view word = view(text, last);
  if (word.empty()) return false;
  if (is_label(word)) {
    return word.back() == ':' || word.back() == '=' || !knows(bare_token(view(text, token)));
  }
  constexpr std::array<std::string_view, 9> kVerbs = {"is", "ist", "was", "are", "=",
                                                      ":",  "-",   "est", "es"};
  const std::string verb = to_lower(bare_token(word));
  const bool says =
      std::find(kVerbs.begin(), kVerbs.end(), verb.empty() ? word : verb) != kVerbs.end();
  return says && is_label(view(text, token_before(text, last)));
}

}  // namespace

TextSpan token_around(std::string_view text, TextSpan word) {
  while (word.begin > 0) {
    std::size_t at = word.begin;
    if (is_space(code_point_before(text, &at))) break;
    word.begin = at;
  }
  while (word.end < text.size()) {
    std::size_t at = word.end;
    if (is_space(next_code_point(text, &at))) break;
    word.end = at;
  }
  return word;
}

TextSpan token_before(std::string_view text, TextSpan token) {
  std::size_t end = token.begin;
  while (end > 0) {
    std::size_t at = end;
    const char32_t c = code_point_before(text, &at);
    if (is_line_end(c)) return {end, end};
    if (!is_space(c)) break;
    end = at;
  }
  return token_around(text.substr(0, end), {end, end});
}

TextSpan token_behind(std::string_view text, TextSpan token) {
  std::size_t begin = token.end;
  while (begin < text.size()) {
    std::size_t at = begin;
    const char32_t c = next_code_point(text, &at);
    if (is_line_end(c)) return {begin, begin};
    if (!is_space(c)) break;
    begin = at;
  }
  TextSpan out{begin, begin};
  out.end = token_around(text, out).end;
  return out;
}

bool is_secret_place(std::string_view text, TextSpan token, const KnowsWord& knows) {
  const std::string_view self = view(text, token);
  if (is_secret_token(self, knows) || is_labelled(text, token, knows)) return true;
  if (!is_group(self, knows)) return false;
  const auto goes_on = [&](TextSpan other) {
    const std::string_view beside = view(text, other);
    return has_any_digit(beside) || is_group(beside, knows);
  };
  return goes_on(token_before(text, token)) || goes_on(token_behind(text, token));
}

bool needs_token_behind(std::string_view text, TextSpan token, const KnowsWord& knows) {
  return is_group(view(text, token), knows);
}

std::vector<std::string> secrets_before(std::string_view text, std::size_t at,
                                        const KnowsWord& knows) {
  std::vector<std::string> out;
  TextSpan token{at, at};
  for (int i = 0; i < kTokensBefore; ++i) {
    token = token_before(text, token);
    if (token.begin == token.end) break;
    if (is_secret_place(text, token, knows)) out.push_back(to_lower(view(text, token)));
  }
  return out;
}

}  // namespace inkling
