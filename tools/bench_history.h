// What a long history costs: the same letters beside an empty one and beside a long one.
#pragma once

#include "engine/inkling.h"
#include "platform/result.h"
#include "tools/latency.h"

namespace inkling {

struct HistoryTimes {
  struct Typing {
    Latencies first_letter;  // of a word
    Latencies letter;        // any
  };
  std::size_t words = 0;     // of the long history
  std::size_t personal = 0;  // of these, unknown to the pack
  Typing empty;
  Typing full;
  double learn_micros = 0;  // a word, the mean
};

/// Opens the pack twice and types a built-in text into both, in turns, so that whatever else the
/// machine does hits both. The history is made up: words of the pack, the common ones more often,
/// and a tenth of words that no list has.
Result<HistoryTimes> measure_history(const EngineOptions& options, std::size_t words, int rounds);

}  // namespace inkling
