// The person's own words that a gesture may stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cache/history/word_trie.h"
#include "engine/decoder/gesture_channel.h"

namespace inkling {

/// Walks through the person's trie with a column for each letter: what it costs to have passed the
/// letter at each place on the path. A branch is left where all of its column is too far. Used by
/// one thread; the channel, which holds the path, is borrowed.
class GestureOwnWords {
 public:
  struct Match {
    std::string text;   // as it is written
    float channel = 0;  // nats: -log P(path | word), up to a constant of the path
    float count = 0;    // uses
  };

  explicit GestureOwnWords(GestureChannel* channel) : channel_(*channel) {}

  /// At most `limit` words that cost at most `worst`, the best by path and uses, best first. Looks
  /// at a bounded number of letters: among very many words that resemble the path some are missed.
  std::vector<Match> find(const WordTrie::Snapshot& words, std::size_t limit, float worst);

 private:
  /// What reaching the sample costs: the letter is being passed there, or lies ahead.
  struct Cell {
    float here, ahead;
  };
  using Column = std::vector<Cell>;  // [samples]

  void walk(const WordTrie::Node& node, std::size_t depth, uint8_t key, float worst);
  /// columns_[depth] from the one above; false where nothing comes of it.
  bool pass(std::size_t depth, uint8_t from, uint8_t key, float worst);
  [[nodiscard]] Column& column(std::size_t depth);

  GestureChannel& channel_;
  std::vector<Column> columns_;  // by the number of letters
  std::vector<Match> found_;
  std::size_t looked_ = 0;  // letters
};

}  // namespace inkling
