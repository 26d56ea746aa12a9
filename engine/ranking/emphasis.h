// Letters that are pressed for effect: laughter and drawn-out words.
#pragma once

#include <string_view>

#include "engine/pack/language_table.h"

namespace inkling {

/// Was `typed` (UTF-8) written the way it is on purpose, so that `better` shall not take its place
/// unasked? So is laughter as the language has it ("ahaha", "hehehe", "bahaha"), and so is a letter
/// drawn out by two and more beyond the word that it is drawn from, or to four and more ("boyyyy",
/// "cuteee", "loooove"). One letter more than the word has is a slip ("misssed", "willl").
bool is_for_effect(const LanguageTable& language, std::string_view typed, std::string_view better);

}  // namespace inkling
