// From a finger's way over the keys to words: a beam over the lexicon and the places on the path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/decoder/gesture_channel.h"
#include "engine/decoder/gesture_own_words.h"
#include "engine/lexicon/lexicon.h"
#include "platform/cancel.h"

namespace inkling {

/// A word that a gesture may stand for.
struct GestureMatch {
  uint32_t id = 0;     // lexicon entry
  float log_prob = 0;  // nats, the lexicon's unigram
  float channel = 0;   // nats: -log P(path | word), up to a constant of the path
};

/// Used by one thread; lexicon, layout and parameters are borrowed and must outlive it.
class GestureSearch {
 public:
  static constexpr std::size_t kFullWidth = 700;

  GestureSearch(const Lexicon& lexicon, const GestureParams& params, const Layout& layout);

  /// The words that explain all of the path best, by path and unigram, best first. A cancelled
  /// search has none. Where the finger is still `moving`, words that may come of it are among them.
  [[nodiscard]] std::vector<GestureMatch> matches(std::span<const GesturePoint> points,
                                                  std::size_t limit, const CancelToken& cancel = {},
                                                  bool moving = false);
  /// The person's own words that explain the path of the last matches(), whose first cost `least`,
  /// nearly as well, best first.
  [[nodiscard]] std::vector<GestureOwnWords::Match> own(const WordTrie::Snapshot& words,
                                                        std::size_t limit, float least);

 private:
  /// The best ways of having come so far in a word: its last letter is being passed, or lies ahead.
  struct State {
    LexiconNode node;
    uint8_t key;     // of the node's last letter
    uint8_t before;  // of the letter before it
    float here;      // nats: the letter is being passed
    float ahead;     // nats: the finger is on its way to it
    [[nodiscard]] float least() const { return here < ahead ? here : ahead; }
  };
  struct Slot {
    LexiconNode node = 0;
    uint32_t stamp = 0;
    uint32_t index = 0;
  };

  void start();
  void step(std::size_t sample);
  void expand(LexiconNode node, uint8_t key, float cost, std::size_t sample);
  void pass(LexiconNode node, uint8_t key, uint8_t before, float here, std::size_t sample);
  void prune(std::size_t sample);
  void find_ahead(std::vector<GestureMatch>* out) const;
  State& state_of(LexiconNode node, uint8_t key, uint8_t before);
  void clear_next();

  const Lexicon& lexicon_;
  GestureChannel channel_;
  GestureOwnWords own_words_{&channel_};
  std::vector<uint8_t> keys_;  // by symbol of the lexicon
  std::vector<uint8_t> free_;  // by symbol: no key is passed for it
  std::vector<State> beam_, next_;
  std::vector<Slot> slots_;
  uint32_t stamp_ = 0;
  bool moving_ = false;
  std::vector<float> values_;  // scratch
};

}  // namespace inkling
