// Whole-word pieces of a vocabulary, found by how they begin.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokenizer/tokenizer.h"

namespace inkling {

/// An index over the pieces that are a word by themselves. Immutable; thread-safe.
class WordPieces {
 public:
  explicit WordPieces(const Tokenizer& tokenizer);

  struct Entry {
    std::string key;  // lower case
    int32_t id = 0;
  };
  /// Entries whose key begins with `prefix` (lower case), in key order; all of them for "".
  [[nodiscard]] std::pair<const Entry*, const Entry*> with_prefix(std::string_view prefix) const;
  /// Entries whose key is `key`: the case forms of one word.
  [[nodiscard]] std::pair<const Entry*, const Entry*> with_key(std::string_view key) const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace inkling
