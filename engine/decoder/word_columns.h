// How the presses explain a word, worked out letter by letter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/decoder/channel.h"

namespace inkling {

/// A press that costs less, in nats, may be the key that was meant.
inline constexpr float kCleanPress = 2;

/// The apostrophe, as search keys have it.
inline bool is_key_apostrophe(char32_t c) { return c == U'\''; }

/// How the keys explain one word.
struct Reached {
  float channel = 0;  // nats
  int remaining = 0;  // letters beyond what the keys explain
  bool slipped = false;
};

/// -log P(the presses | word) by the rules of the lattice, as a column of costs per letter of the
/// word: after so many keys, so much was paid. A step adds a letter to any word so far, so that
/// words that begin alike share their columns. Used by one thread; the model and the presses are
/// borrowed and must outlive it.
class WordColumns {
 public:
  using Step = uint32_t;
  static constexpr Step kStart = 0;  // no letter yet
  static constexpr float kNone = std::numeric_limits<float>::infinity();

  /// Among explanations of a word, the cheapest is the one when each letter still to come behind a
  /// slip costs `per_letter`. Explanations that need more than `most` nats of slips may be missed.
  WordColumns(const ChannelModel& model, std::span<const PressCosts> presses, float per_letter,
              float most = kNone);

  /// One more letter, as search keys have it.
  Step step(Step from, char32_t letter);
  /// How the word that ends here is explained; empty where no sequence of slips does it.
  [[nodiscard]] std::optional<Reached> reached(Step at) const;
  /// No word that goes on from here, or ends here, costs less: the slips alone, and the slips
  /// weighed by `channel_weight` with the letters still to come.
  [[nodiscard]] float least_channel(Step at) const;
  [[nodiscard]] float least_cost(Step at, float channel_weight) const;
  [[nodiscard]] std::size_t steps() const { return letters_.size(); }

 private:
  struct Cell {
    float cost = kNone;
    bool slipped = true;
  };
  /// All keys explained by the word's first letters, and letters to come.
  struct Ending {
    float cost = kNone;
    int depth = 0;  // letters that the keys explain
  };
  struct Letter {
    char32_t letter = 0;
    char32_t base = 0;                      // without its accents
    std::size_t spelling = kSpellingStart;  // its class
    Step before = kStart;
    int depth = 0;
    // The cells that cost no more than most_ lie in [first, last); the others are empty.
    std::size_t first = 0;
    std::size_t last = 0;
    float least = 0;  // of these
    float open = 0;   // the least cost from which the keys go on
    Ending clean;     // without a slip
    Ending slipped;
  };
  [[nodiscard]] Cell* column(Step at) { return &cells_[at * stride_]; }
  void offer(Cell* to, float cost, bool slipped) const {
    if (cost < to->cost) *to = {cost, slipped};
  }
  void fill(Step at);
  void finish(Step at);

  const ChannelModel& model_;
  std::span<const PressCosts> presses_;
  const float per_letter_;
  const float most_;
  const std::size_t stride_;  // cells of a column: one more than there are keys
  std::vector<Cell> cells_;
  std::vector<Letter> letters_;
};

}  // namespace inkling
