// Who decides whether a sentence-initial capital belongs to the word itself.
#pragma once

#include <string_view>

namespace inkling {

/// Asked about a capitalised word at the start of a sentence. Implementations are thread-safe.
class CasePolicy {
 public:
  virtual ~CasePolicy() = default;
  /// True when the capital belongs to the word ("Monday", "I'm"), false when the sentence start
  /// alone explains it ("The"). `word` is normalised UTF-8.
  [[nodiscard]] virtual bool keeps_capital(std::string_view word) const = 0;
};

}  // namespace inkling
