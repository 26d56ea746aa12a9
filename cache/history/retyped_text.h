// The words typed last, to notice when a text is typed again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling {

/// Remembers some thousand words in their order, in memory only, and follows the place where the
/// last ones stood before: what came next then is likely to come now (the match model of context
/// mixing: Mahoney 2005). Used by one thread at a time.
class RetypedText {
 public:
  using Id = uint32_t;
  static constexpr Id kNone = 0;  // a word without a name

  /// What followed when the last words were typed before.
  struct Next {
    Id word = kNone;         // kNone: nothing is known
    std::size_t length = 0;  // how many words are the same
    std::size_t run = 0;     // how many of them were foretold, one after the other
  };
  [[nodiscard]] Next next() const;
  [[nodiscard]] Id last() const { return count_ == 0 ? kNone : at(count_ - 1); }

  void push(Id word);
  /// The last word was taken back.
  void pop();
  void forget(Id word);
  void clear();

 private:
  [[nodiscard]] Id at(std::size_t place) const;
  [[nodiscard]] bool kept(std::size_t place) const;
  [[nodiscard]] std::size_t slot() const;
  void look_for_last();

  std::vector<Id> words_;           // a ring; place p lies at p modulo its size
  std::vector<std::size_t> where_;  // by the last two words: the place behind them, 0 none
  std::size_t count_ = 0;           // of words that were ever pushed
  std::size_t next_ = 0;            // the place that is followed, 0 none
  std::size_t length_ = 0;
  std::size_t run_ = 0;
};

}  // namespace inkling
