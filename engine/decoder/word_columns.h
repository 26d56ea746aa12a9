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
/// words that begin alike share their columns; a press adds a cell to a column, so that what was
/// worked out for fewer presses stays. Used by one thread; the model and the presses are borrowed
/// and must outlive it.
///
///   WordColumns columns(model, per_letter);
///   columns.see(presses);
///   auto h = columns.step(WordColumns::kStart, U'h');
///   auto hi = columns.step(h, U'i');
///   columns.see(presses_and_one_more);  // h and hi are out of date until …
///   columns.bring_up(h), columns.bring_up(hi);
class WordColumns {
 public:
  using Step = uint32_t;
  static constexpr Step kStart = 0;  // no letter yet
  static constexpr float kNone = std::numeric_limits<float>::infinity();

  /// Among explanations of a word, the cheapest is the one when each letter still to come behind a
  /// slip costs `per_letter`. Explanations that need more than `most` nats of slips may be missed.
  WordColumns(const ChannelModel& model, float per_letter, float most = kNone);

  /// All presses: those of the last time, as they were, and perhaps more.
  void see(std::span<const PressCosts> presses);
  /// Forgets steps and presses.
  void clear();

  /// One more letter, as search keys have it. `from` is up to date, and so is the step.
  Step step(Step from, char32_t letter);
  /// Makes a step good for presses that were seen since; the steps before it already are.
  void bring_up(Step at);

  // Of a step that is up to date:
  /// How the word that ends here is explained; empty where no sequence of slips does it.
  [[nodiscard]] std::optional<Reached> reached(Step at) const;
  /// No word that goes on from here, or ends here, costs less: the slips alone, and the slips
  /// weighed by `channel_weight` with the letters still to come.
  [[nodiscard]] float least_channel(Step at) const;
  [[nodiscard]] float least_cost(Step at, float channel_weight) const;

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
  static constexpr uint32_t kNowhere = std::numeric_limits<uint32_t>::max() / 2;
  struct Letter {
    char32_t letter = 0;
    char32_t base = 0;  // without its accents
    Step before = kStart;
    int depth = 0;
    std::size_t spelling = kSpellingStart;  // its class
    // Nats: the letter before is left out, the two change places, this one is left out or late.
    float omission = kNone;
    float swap = kNone;
    float skip = kNone;
    uint32_t seen = 0;  // presses that the column knows of
    // The cells that cost no more than most_ lie in [first, last); the others are empty.
    uint32_t first = kNowhere;
    uint32_t last = 0;
    float least = kNone;  // of these
    float open = 0;       // the least cost from which the keys go on
    Ending clean;         // without a slip
    Ending slipped;
  };
  [[nodiscard]] Cell* column(Step at) { return &cells_[at * stride_]; }
  void offer(Cell* to, float cost, bool slipped) const {
    if (cost < to->cost) *to = {cost, slipped};
  }
  void make_room();
  void fill(Step at);
  void finish(Step at);

  const ChannelModel& model_;
  const float per_letter_;
  const float most_;
  std::span<const PressCosts> presses_;
  std::size_t stride_ = 1;  // cells of a column, at least one more than there are keys
  std::vector<Cell> cells_;
  std::vector<Letter> letters_;
};

}  // namespace inkling
