// Which word of a given text somebody meant by each word that they entered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// For each item of `entered` (find_items()) the item of `shown` that was meant by it: the two
/// texts are laid side by side so that as few letters as possible differ. Empty where a word has
/// none, or one that has next to nothing in common with it. All are empty where the texts have
/// more than some hundred words.
std::vector<std::string> meant_words(std::string_view entered, std::string_view shown);

}  // namespace inkling
