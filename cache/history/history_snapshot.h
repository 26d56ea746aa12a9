// A copy of what a history holds, to be read at leisure while others learn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cache/history/history_index.h"

namespace inkling {

/// Everything that may leave the history, in an order that depends on nothing but its content.
/// Counts are in uses as of `last_used`. A word that waits to be trusted is not here.
struct HistorySnapshot {
  struct Word {
    std::string text;
    double count = 0;
    int64_t last_used = 0;
    int flags = 0;
    std::string language;  // empty: the history's
  };
  /// By positions in `words`; w2 is kNoWord for two words.
  struct Ngram {
    uint32_t w2 = 0, w1 = 0, w3 = 0;
    double count = 0;
    int64_t last_used = 0;
  };
  struct Correction {
    std::string typed, word;
    CorrectionRecord record;
  };
  static constexpr uint32_t kNoWord = UINT32_MAX;

  explicit HistorySnapshot(const HistoryIndex& index);
  /// Sorts what the index keeps in no order; not done at once, for that takes long.
  void sort();

  std::vector<Word> words;  // by key
  std::vector<Ngram> ngrams;
  std::vector<Correction> corrections;
  std::vector<std::pair<std::string, std::string>> shortcuts;
  std::vector<HistoryIndex::Emoji> emoji;  // `scaled` as of `last_used`, too
  std::size_t waiting = 0;
};

}  // namespace inkling
