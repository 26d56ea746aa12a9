// The words of a history by their texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// Words with numbers that stay theirs, found whatever the case of their ASCII letters. The table
/// for finding holds numbers only: 56 bytes for each word, 6 to 11 for finding it, and its text
/// where that has more than 15 bytes. Used by one thread at a time.
class HistoryWords {
 public:
  using Id = uint32_t;
  static constexpr Id kNone = 0;

  struct Word {
    std::string text;  // others may change its case, nothing else of it
    double scaled = 0;
    int64_t last_used = 0;
    int flags = 0;
    bool alive = false;
    uint16_t language = 0;  // for HistoryIndex::language_of(); 0: that of the history
  };

  HistoryWords() { clear(); }

  /// kNone where it is not there.
  [[nodiscard]] Id find(std::string_view text) const;
  /// Its number, a new one where it is not there.
  Id add(std::string_view text);
  /// Its number is nobody's from now on.
  void erase(Id id);
  void clear();

  /// The one at kNone is not alive.
  [[nodiscard]] Word& operator[](Id id) { return words_[id]; }
  [[nodiscard]] const Word& operator[](Id id) const { return words_[id]; }
  /// Grows with each word that is added or erased; at least 1.
  [[nodiscard]] uint64_t changes() const { return changes_; }
  /// Of those that are alive.
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Those whose keys begin with `key`, which history_key() made, by their keys; takes its time.
  [[nodiscard]] std::vector<Id> in_order(std::string_view key = {}) const;

 private:
  [[nodiscard]] std::size_t slot(std::string_view text) const;
  void grow_slots();

  std::vector<Word> words_;
  std::vector<Id> slots_;  // open addressing; as many as a power of two
  std::size_t size_ = 0;
  uint64_t changes_ = 0;
};

}  // namespace inkling
