// Where a sentence begins, by the language's own abbreviations.
#pragma once

#include <string_view>

#include "engine/pack/language_table.h"

namespace inkling {

/// Would a word behind `normalized` begin a sentence? Not behind "vs.", "U.S." or "e.g.": a full
/// stop that belongs to its word ends none.
bool starts_sentence(const LanguageTable& language, std::string_view normalized);

/// Is the text before the cursor written in capitals: each of its last words, one at least, of two
/// letters and more?
bool in_capitals(std::string_view committed);

}  // namespace inkling
