// Fits the gesture channel to a simulated finger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/decoder/gesture_channel.h"
#include "engine/decoder/gesture_search.h"
#include "engine/lexicon/lexicon.h"
#include "tools/tune/coordinate_search.h"

namespace inkling {

/// A word and what a finger drew for it.
struct GestureItem {
  std::u32string key;  // lower case, without apostrophes
  std::vector<GesturePoint> points;
};

/// The key of a word, as GestureItem has it.
std::u32string gesture_key(std::string_view word);

/// Words of the lexicon, each drawn by another simulated person. Common words come more often, by a
/// power of their probability below 1, so that rare ones count.
std::vector<GestureItem> simulated_gestures(const Lexicon& lexicon, const Layout& layout,
                                            std::size_t count, uint64_t seed);

/// How well the words were found.
struct GestureScores {
  double first = 0;     // share of items
  double three = 0;     // the same
  double log_prob = 0;  // nats: mean log P(word | path), at least -12 each
};
GestureScores score_gestures(const std::vector<GestureItem>& items, const Lexicon& lexicon,
                             const Layout& layout, const GestureParams& params);

/// Climbs the mean log P(word | path) from `*params`; returns the scores there.
GestureScores fit_gestures(
    const std::vector<GestureItem>& items, const Lexicon& lexicon, const Layout& layout,
    std::size_t rounds, GestureParams* params,
    const std::function<void(std::size_t, double, const GestureParams&)>& on_round);

}  // namespace inkling
