// What the lists say about each word, before anything is decided.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "platform/result.h"
#include "tools/pack/lexicon_builder.h"

namespace inkling {

/// Evidence for one key (a word with its case put aside). Counts are shares of their list.
struct WordEvidence {
  double typed = 0;      // running text of the kind that people type
  double web = 0;        // wordfreq
  double subtitles = 0;  // OpenSubtitles
  double books = 0;      // SymSpell: Google Books counts of dictionary words
  int aosp = -1;         // 0..255, AOSP's logarithmic scale; -1: not there
  int scowl = 0;         // SCOWL size, 10 (commonest) to 70; 0: not there
  bool name = false;
  bool aosp_offensive = false, listed_offensive = false;
  int sureness = -1;  // cuss: 0 (rarely profane) to 2; -1: not there
  bool abbreviation = false;
  std::map<std::string, double> typed_forms;  // surface -> count in running text
  std::map<std::string, int> listed_forms;    // surface -> how many lists write it so
};

struct WordTable {
  std::unordered_map<std::string, WordEvidence> words;  // by search key, UTF-8
  std::unordered_map<std::string, std::string> typos;   // typo key -> correct key
  std::unordered_set<std::string> abbreviations;        // keys that texts spell out: "thx"
  std::unordered_set<std::string> one_word;             // keys that are oftener one word than two
  // How much of the time those that are not, are written as one all the same.
  std::unordered_map<std::string, double> two_words;
  std::vector<std::pair<std::string, std::string>> emoji;
};

/// Reads every list that is there.
Result<WordTable> read_word_table(const BuildOptions& options, BuildReport* report);

}  // namespace inkling
