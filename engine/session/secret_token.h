// What must never be learned, judged on what a person would call one thing: a token, from white
// space to white space.
#pragma once

#include <functional>
#include <string_view>

namespace inkling {

/// Is this a word of the lexicon, in any case?
using KnowsWord = std::function<bool(std::string_view)>;

/// Is the token an address, a link, a path, a handle, a tag, an identifier, a code, a key or a
/// password, or does it hold a digit of any script? Then no part of it is a lesson. Quotation
/// marks, brackets and what ends a sentence may stand around it.
///
/// A digit is enough, so that "gr8", "4pm" and "covid19" are not learned, either: nothing tells
/// them from a short password. Where a word of the lexicon differs from an identifier in nothing
/// ("he/she" and "src/main", "macOS" and "getName"), its words being known decides.
bool is_secret_token(std::string_view token, const KnowsWord& knows);

/// The token without quotation marks, brackets and ends of sentences around it.
std::string_view bare_token(std::string_view token);
/// Does it hold a digit of any script?
bool has_any_digit(std::string_view text);

}  // namespace inkling
