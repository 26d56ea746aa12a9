// When an earlier word is offered anew: fitted on words that a right neighbour throws doubt on.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "engine/pack/engine_parts.h"
#include "tools/tune/typing_items.h"

namespace inkling {

/// Another reading of an earlier word that would be offered without a margin.
struct Doubt {
  double lead = 0;     // nats
  bool right = false;  // that reading was meant
  double weight = 1;
};

/// Types simulated words, each with the word that follows it as it was meant, and collects what
/// their right context casts doubt on. `parts` has one language with a model and an empty history,
/// its margin is put aside meanwhile. `progress(done)` hears of each item.
std::vector<Doubt> collect_doubts(EngineParts* parts, const Layout& layout,
                                  const std::vector<TypingItem>& items,
                                  const std::function<void(std::size_t)>& progress);

struct RecorrectionPoint {
  double margin = 0;
  double offered = 0;    // by weight
  double precision = 0;  // of what is offered
};

/// The smallest margin of a grid at which at least `precision` of what is offered was meant; the
/// largest where none is that good.
RecorrectionPoint choose_recorrection_margin(const std::vector<Doubt>& doubts, double precision);

}  // namespace inkling
