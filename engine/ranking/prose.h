// What is no prose: codes, and pieces of addresses, paths, options and tags.
#pragma once

#include <string_view>

#include "engine/pack/language_table.h"

namespace inkling {

/// Is this a code rather than a word ("abc123", "gr8"), so that no slip is looked for in it? One
/// digit among letters may be a slip of the finger ("po8nt").
bool is_code(const LanguageTable& language, std::string_view typed);
/// Does a word between `committed` and `right`, nothing between them and it, belong to an address,
/// a path or a tag?
bool inside_token(std::string_view committed, std::string_view right = {});

}  // namespace inkling
