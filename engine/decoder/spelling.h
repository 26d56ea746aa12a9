// What people mean when they misspell: costs of letters for letters, learned from lists of typos.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "platform/result.h"

namespace inkling {

/// Letters as the tables tell them apart: a..z are 0..25, the apostrophe 26, anything else 27.
inline constexpr std::size_t kSpellingClasses = 28;
/// Where a letter before is asked for, the start of the word is one more class.
inline constexpr std::size_t kSpellingStart = kSpellingClasses;

/// The class of a lower-case letter; accents count as the letter below them.
std::size_t spelling_class(char32_t letter);

/// -log P(mistake) in nats at one place of a word, whatever the keyboard: the knowledge of the
/// head, where ChannelParams has the slips of the finger. Fitted by `inkling tune` (expectation
/// maximisation over edits as in Ristad and Yianilos 1998); a plain value.
struct SpellingCosts {
  template <std::size_t Rows>
  using Table = std::array<std::array<float, kSpellingClasses>, Rows>;

  static constexpr float kNever = 30;  // nats: the table knows nothing of such a mistake

  Table<kSpellingClasses> substitution;   // [meant][typed]; the diagonal is 0
  Table<kSpellingClasses + 1> omission;   // [letter meant before, or start][letter left out]
  Table<kSpellingClasses + 1> insertion;  // [letter meant before, or start][letter put in]
  Table<kSpellingClasses> transposition;  // [first meant][second meant], typed the other way

  /// Nothing is known: every mistake costs kNever.
  SpellingCosts();
};

/// The "spelling" object of decoder.json: one array of whole numbers a table, row by row, in
/// eighths of a nat. kCorrupt names the table.
Result<SpellingCosts> spelling_from_json(const nlohmann::json& section);
nlohmann::json spelling_to_json(const SpellingCosts& costs);

}  // namespace inkling
