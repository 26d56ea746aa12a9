// What an Engine is made of. For the engine's own files, the tools and the tests.
#pragma once

#include <memory>
#include <vector>

#include "cache/history/history.h"
#include "engine/inkling.h"
#include "engine/pack/language_parts.h"

namespace inkling {

/// Immutable after opening, but for the history, which is thread-safe.
struct EngineParts {
  const Clock* clock = nullptr;
  std::vector<std::unique_ptr<LanguageParts>> languages;  // at least one; the first one leads
  std::unique_ptr<History> history;
  std::vector<Degradation> status;

  [[nodiscard]] const LanguageParts& primary() const { return *languages.front(); }
  /// The tag of the first language that knows the word in any case, else of `otherwise`.
  [[nodiscard]] const std::string& language_of(std::string_view word, std::size_t otherwise) const;
  /// Does any language know the word, in any case?
  [[nodiscard]] bool knows(std::string_view word) const;
  /// … in this very case?
  [[nodiscard]] bool knows_exactly(std::string_view word) const;
};

}  // namespace inkling
