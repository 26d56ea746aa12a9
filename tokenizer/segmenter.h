// Splits normalised text into units: words, runs of punctuation, single emoji, line ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer/case_policy.h"

namespace inkling {

enum class UnitKind { kWord, kPunctuation, kEmoji, kNewline };

struct Unit {
  std::string text;       // as the model sees it: sentence-initial capital lowered
  std::size_t begin = 0;  // byte range in the normalised text
  std::size_t end = 0;
  UnitKind kind = UnitKind::kWord;
  bool sentence_initial = false;  // first word of its sentence
  bool lowered = false;           // `text` differs from the bytes by the lowered capital
};

/// Is it punctuation that a sentence ends in?
bool ends_sentence(const Unit& unit);

/// The units of `normalized` (see normalize()). White space separates units and is not one. Text
/// that ends in white space is stable: whatever is appended, its units stay the same. `policy` may
/// be null: then every sentence-initial capital stays. Thread-safe.
std::vector<Unit> split_units(std::string_view normalized, const CasePolicy* policy);

/// True when a word typed after `normalized` starts a sentence.
bool at_sentence_start(std::string_view normalized);

}  // namespace inkling
