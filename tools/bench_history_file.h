// What opening a history's file costs, and what it holds then.
#pragma once

#include <cstddef>

#include "platform/result.h"
#include "tools/latency.h"

namespace inkling {

struct HistoryFileTimes {
  std::size_t words = 0;
  std::size_t ngrams = 0;
  Latencies open;      // of a file that lies in the system's memory: from its path to a History
  double held_mb = 0;  // of the heap, right after opening; 0 where that cannot be told
};

/// Makes a file of so many words and n-grams in a folder of its own, opens it `openings` times and
/// removes it. The words are syllables, a tenth of them the person's own; the n-grams are those of
/// a text that is learned, in which words come by Zipf's law and independent of each other, so
/// that more contexts have one word only than in a person's text.
Result<HistoryFileTimes> measure_history_file(std::size_t words, std::size_t ngrams, int openings);

}  // namespace inkling
