// Whole-word pieces of a vocabulary, found by how they begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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
  /// The pieces of all entries, in key order.
  [[nodiscard]] std::span<const int32_t> ids() const { return ids_; }
  /// Where `entry` is among them.
  [[nodiscard]] std::size_t index_of(const Entry* entry) const {
    return static_cast<std::size_t>(entry - entries_.data());
  }
  /// How many case forms the entry at `index`, the first of its key, begins.
  [[nodiscard]] std::size_t forms(std::size_t index) const { return forms_[index]; }

 private:
  std::vector<Entry> entries_;
  std::vector<int32_t> ids_;
  std::vector<uint8_t> forms_;  // by entry: how many of its key there are from it on
};

}  // namespace inkling
