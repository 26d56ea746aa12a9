// What a language does that no count of words tells: the "language.json" of a pack.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// Small lists, all optional; docs/language-table.md is the format. Immutable after reading; read
/// by any thread.
struct LanguageTable {
  // What is counted right behind a number ("5min", "3ish"), lower case.
  std::unordered_set<std::string> behind_numbers;
  // Words that end in a full stop without ending a sentence ("Dr", "vs"), lower case, without it.
  std::unordered_set<std::string> abbreviations;
  // What makes a word whose it is ("'s", "'"), with either apostrophe; longest first.
  std::vector<std::string> possessives;
  // Laughter is an h and one of these vowels by turns ("haha", "hehe"); some letters may lead.
  std::u32string laughter_vowels;
  std::vector<std::u32string> laughter_leads;
  // Names of several words, by their lower case ("new york"), as they are written.
  std::unordered_map<std::string, std::string> names;

  /// "cheque's" is the cheque's: the word without its possessive ending, a view into it.
  [[nodiscard]] std::string_view owner_of(std::string_view word) const;
};

/// kCorrupt names the field.
Result<LanguageTable> language_table_from_json(const nlohmann::json& json);

}  // namespace inkling
