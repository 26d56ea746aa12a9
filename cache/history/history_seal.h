// Names for words that may not be written down yet.
#pragma once

#include <string>
#include <string_view>

namespace inkling {

/// A word that the lexicon does not know may be a password until it is typed again. Until then the
/// tables hold a name for it that says nothing to whoever reads the file or an export without
/// guessing the word first: its HMAC-SHA-256 under a key that is drawn once for each database.
class HistorySeal {
 public:
  /// 32 random bytes as hexadecimal digits.
  static std::string new_key();

  /// `key` is what new_key() gave once.
  explicit HistorySeal(std::string key) : key_(std::move(key)) {}
  /// The same name for all cases of a word's letters.
  [[nodiscard]] std::string name_of(std::string_view word) const;

 private:
  std::string key_;
};

/// Is this a name that a seal gave? No word that may be learned is one.
bool is_sealed(std::string_view text);

}  // namespace inkling
