#include "engine/pack/engine_parts.h"

#include <algorithm>

namespace inkling {

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
