// What follows what, by word numbers: the n-grams of a history in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inkling {

/// Bigrams and trigrams with their uses, packed: 16 bytes for each, and some 40 for each context.
/// Word numbers are whoever's; 0 stands for "no word". Used by one thread at a time.
class HistoryNgrams {
 public:
  using Id = uint32_t;

  /// A word behind its context.
  struct Use {
    Id word = 0;
    float scaled = 0;  // uses, in the unit of the history's counts
    float recent = 0;  // the same, faded to `at`
    uint32_t at = 0;   // words typed until then
  };
  struct Context {
    Id before_last = 0;  // 0: a bigram's
    Id last = 0;
    float scaled = 0;  // of all words
    float recent = 0;  // faded to `at`
    uint32_t at = 0;
    Id best = 0;         // the word that counts most
    uint32_t first = 0;  // of its uses
    uint32_t size = 0;   // 0: nothing is known any more
  };
  /// How uses count now.
  struct Clock {
    double unscale = 1;  // from `scaled` to decayed uses
    uint32_t words = 0;  // typed until now
    double old = 1;      // what a use counts for as long as it is remembered
    double fades = 1;    // words until a half of the rest is left
  };

  /// Adds to, or with negative numbers takes from, what is known of `word` there.
  void add(Id before_last, Id last, Id word, float scaled, float recent, const Clock& clock);
  /// What a file says of a word behind its context.
  struct Row {
    Id before_last = 0, last = 0, word = 0;
    float scaled = 0;
  };
  /// add() for each of them, none of it recent, in any order; those of one context that come one
  /// behind the other, in the order of their words, cost and hold least.
  void load(std::span<const Row> rows, const Clock& clock);
  /// Removes all that names the word.
  void remove(Id word, const Clock& clock);
  void clear() { *this = {}; }

  /// Null where nothing is known.
  [[nodiscard]] const Context* find(Id before_last, Id last) const;
  /// By word.
  [[nodiscard]] std::span<const Use> uses(const Context& context) const;
  /// Null where it never came.
  [[nodiscard]] const Use* find(const Context& context, Id word) const;
  /// In uses, of a Use or a Context.
  template <typename Counted>
  [[nodiscard]] static double weight(const Counted& counted, const Clock& clock) {
    return weight(counted.scaled, counted.recent, counted.at, clock);
  }

  /// All of them; those of size 0 are empty.
  [[nodiscard]] std::span<const Context> contexts() const { return contexts_; }
  /// Of uses.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static double weight(float scaled, float recent, uint32_t at, const Clock& clock);
  [[nodiscard]] std::size_t slot(Id before_last, Id last) const;
  Context& at(Id before_last, Id last);
  void load_context(std::span<const Row> rows, const Clock& clock);
  void grow_slots(std::size_t contexts);
  Use* insert(Context* context, std::size_t place);
  void erase(Context* context, std::size_t place, const Clock& clock);
  void release(Context* context);
  uint32_t allocate(unsigned room);
  void find_best(Context* context, const Clock& clock);
  void sum_up(Context* context, const Clock& clock);

  std::vector<Context> contexts_;
  std::vector<uint32_t> slots_;              // open addressing; a context's number + 1
  std::vector<Use> pool_;                    // blocks of 1, 2, 4, … uses
  std::vector<std::vector<uint32_t>> free_;  // blocks by the logarithm of their size
  std::size_t size_ = 0;
};

}  // namespace inkling
