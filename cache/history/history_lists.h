// What a history tells a person about itself: plain values, for screens and reports.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace inkling {

/// A learned word. `count` is decayed to the time of the call.
struct HistoryWord {
  std::string text;
  double count = 0;
  int64_t last_used = 0;      // seconds since the Unix epoch
  bool personal = false;      // a word of this person's own that may be suggested
  bool blocked = false;       // never to be suggested
  std::string language = {};  // as an import named it, "de-AT"; empty: that of the history
};

/// Two or three words that came one behind the other. `count` as above.
struct HistoryPhrase {
  std::vector<std::string> words;
  double count = 0;
};

/// What became of a correction; see History::learn_correction(). In lower case.
struct HistoryCorrection {
  std::string typed, word;
  uint32_t accepted = 0, reverted = 0;
  int64_t last_used = 0;  // 0: not known
};

/// An emoji and the word it was chosen after ("" for none).
struct HistoryEmoji {
  std::string emoji, word;
  double count = 0;
  int64_t last_used = 0;
};

/// All that was learned, each list with what was used most first.
struct HistoryOverview {
  std::vector<HistoryWord> words;  // blocked ones, too; not those that wait
  std::vector<HistoryPhrase> phrases;
  std::vector<HistoryCorrection> corrections;                  // undone ones first
  std::vector<std::pair<std::string, std::string>> shortcuts;  // typed, expansion; by what is typed
  std::vector<HistoryEmoji> emoji;
  std::size_t waiting = 0;  // words that are not trusted yet, which nobody can read
};

/// What an import took in and what it did not.
struct HistoryImport {
  std::string format;       // "a Gboard dictionary"
  std::size_t entries = 0;  // that were there
  std::size_t words = 0;    // taken in
  std::size_t shortcuts = 0;
  std::size_t left_out = 0;
  // Why, in words that follow a number ("with digits, …"), and how many.
  std::vector<std::pair<std::string, std::size_t>> reasons;

  /// "a Gboard dictionary: 288 words and 4 shortcuts; 12 of 300 entries were left out: …"
  [[nodiscard]] std::string sentence() const;
};

}  // namespace inkling
