// What all evaluations are told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <optional>

#include "engine/inkling.h"
#include "platform/clock.h"

namespace inkling {

struct EvalOptions {
  std::size_t limit = std::numeric_limits<std::size_t>::max();  // items
  std::optional<int64_t> deadline_ms = {};                      // of each answer
  bool both_sides = false;         // next word: the rest of the line stands right of the cursor
  std::ostream* misses = nullptr;  // correction: items that went wrong, as TSV; not owned

  /// A request for `count` suggestions, made now.
  [[nodiscard]] SuggestOptions ask(int count) const {
    SuggestOptions asked;
    asked.count = count;
    if (deadline_ms) asked.deadline = Deadline::after_millis(Clock::system(), *deadline_ms);
    return asked;
  }
};

}  // namespace inkling
