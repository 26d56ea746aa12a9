// The words that stand in a text field, and what is known of each.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/document.h"
#include "engine/session/word_record.h"

namespace inkling {

/// Follows words wherever the cursor goes: a jump begins the document's log anew, but the words
/// stand there as before. Places are bytes of left() + right(). Keeps the records of the words that
/// were committed last. Used by one thread.
class StandingWords {
 public:
  struct Word {
    std::size_t begin = 0, end = 0;
    std::shared_ptr<WordRecord> record;  // never null
  };

  /// Another field.
  void clear() { words_.clear(); }
  /// document.newest() was applied just now.
  void follow(const Document& document);
  /// The text became another one, or the cursor jumped: what both have in common stays known.
  void move(const Document& from, const Document& to);

  /// The record of the word that is now `text` and stands from `begin` on; null where it is not
  /// known how it came about.
  [[nodiscard]] std::shared_ptr<WordRecord> find(std::size_t begin, std::string_view text) const;
  /// The known word that `place` of the whole text lies in, or at either end of; null where it is
  /// not known, or only a part of the word that stands there now.
  [[nodiscard]] const Word* at(std::size_t place, std::string_view text) const;
  /// The first known words from `place` on, at most `limit`, in the order of the text.
  [[nodiscard]] std::vector<Word> from(std::size_t place, std::size_t limit) const;

 private:
  /// `before`, which stood at `place`, has become `after`.
  void splice(std::size_t place, std::string_view before, std::string_view after);
  /// Something else stands from `begin` to `end` now, of as many bytes plus `grown`.
  void drop(std::size_t begin, std::size_t end, std::ptrdiff_t grown);

  std::vector<Word> words_;  // the one committed last is the last
};

}  // namespace inkling
