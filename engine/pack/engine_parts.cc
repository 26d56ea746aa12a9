#include "engine/pack/engine_parts.h"

#include <algorithm>

namespace inkling {

const std::string& EngineParts::language_of(std::string_view word, std::size_t otherwise) const {
  const auto found = std::find_if(languages.begin(), languages.end(), [word](const auto& language) {
    return language->lexicon != nullptr && language->lexicon->contains(word);
  });
  return found != languages.end() ? (*found)->tag : languages[otherwise]->tag;
}

bool EngineParts::knows(std::string_view word) const {
  return std::any_of(languages.begin(), languages.end(), [word](const auto& language) {
    return language->lexicon != nullptr && language->lexicon->contains(word);
  });
}

bool EngineParts::knows_exactly(std::string_view word) const {
  return std::any_of(languages.begin(), languages.end(), [word](const auto& language) {
    return language->lexicon != nullptr && language->lexicon->contains_exact(word);
  });
}

}  // namespace inkling
