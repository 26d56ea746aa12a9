// What must never be learned, judged on the text around a word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/session/secret_token.h"

namespace inkling {

/// From `begin` to `end` of a text, bytes.
struct TextSpan {
  std::size_t begin = 0, end = 0;
};

/// The token that holds `word`: from white space to white space.
TextSpan token_around(std::string_view text, TextSpan word);
/// The token before, or behind, `token`, in the same line; empty where there is none.
TextSpan token_before(std::string_view text, TextSpan token);
TextSpan token_behind(std::string_view text, TextSpan token);

/// Is a token of `text` a secret, by itself or by what stands beside it: a group of a number or a
/// key that is written in groups ("GB29 NWBK 6016"), or what follows the word "password"?
bool is_secret_place(std::string_view text, TextSpan token, const KnowsWord& knows);
/// Does it take the token behind this one to tell? A word in capitals that is in no lexicon may be
/// the first group of a key.
bool needs_token_behind(std::string_view text, TextSpan token, const KnowsWord& knows);

/// The secret ones of the last few tokens that end before `at`.
std::vector<std::string> secrets_before(std::string_view text, std::size_t at,
                                        const KnowsWord& knows);

}  // namespace inkling
