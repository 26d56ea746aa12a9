// The person's own words that the keys may stand for: best-first search through their trie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cache/history/word_trie.h"
#include "engine/decoder/channel.h"
#include "engine/decoder/word_columns.h"

namespace inkling {

/// A word of the person's own that the keys may stand for.
struct PersonalMatch {
  std::string text;  // as it is written
  Reached reached;
};

/// Most letters that are looked at after a key were looked at after the key before, too: they are
/// kept, each with its column, and every one costs a cell of it. What is found is the same as if
/// nothing was kept. Used by one thread; the model and the presses are borrowed.
class PersonalSearch {
 public:
  struct Query {
    std::size_t limit = 0;     // words
    float per_letter = 0;      // nats of a letter still to come
    float channel_weight = 1;  // nats of slips against those of uses and letters to come
    float lexicon = 0;         // nats of slips by which the lexicon explains the keys
  };

  explicit PersonalSearch(const ChannelModel& model) : model_(model) {}

  /// The words that the presses and their uses speak for, best first. `name` is for whoever asks:
  /// see named(). What the presses were when it was last asked must be their beginning, or clear()
  /// comes first. Looks at a bounded number of letters: where thousands of words resemble the keys,
  /// the farthest are missed.
  std::vector<PersonalMatch> find(const WordTrie::Snapshot& words,
                                  std::span<const PressCosts> presses, uint64_t name,
                                  const Query& query);
  /// Forgets what was kept.
  void clear();
  /// How many presses it was asked about last, 0 after clear(), and under which name.
  [[nodiscard]] std::size_t presses() const { return presses_; }
  [[nodiscard]] uint64_t named() const { return name_; }

 private:
  using Step = WordColumns::Step;
  /// Some letters of the trie; its number is that of its column.
  struct Place {
    const WordTrie::Node* node = nullptr;
    const WordTrie::Word* word = nullptr;  // that ends here; null where none does
    float most = 0;                        // the most uses of a word behind it
    uint32_t letters = 0;                  // of the node's label
    // What comes behind: known once it was looked at.
    Step first = 0;
    uint32_t size = 0;
    bool opened = false;
  };
  /// A place to look behind, or the word that ends there.
  struct Open {
    float value;  // nats, the less the better; a bound for places
    Step step;
    bool is_word;
    bool operator<(const Open& other) const { return value > other.value; }
  };
  void open(Step at);
  void add(Step from, char32_t letter, const Place& place);
  void push(const Open& item);
  void pass(Step at, const Query& query, float worst);

  const ChannelModel& model_;
  std::optional<WordColumns> columns_;  // once there are words to look for
  WordTrie::Snapshot words_;
  float per_letter_ = 0;
  std::size_t presses_ = 0;
  uint64_t name_ = 0;
  std::vector<Place> places_;
  std::vector<Open> queue_;  // a heap
  std::size_t looked_ = 0;   // letters, after this key
};

}  // namespace inkling
