// Words in, the bytes of lexicon.bin out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "platform/result.h"

namespace inkling {

struct LexiconWord {
  std::string text;    // true case
  float log_prob = 0;  // nats, unigram, <= 0
  uint8_t flags = 0;   // LexiconFlag bits
};

/// Two words that many write as one.
struct JoinedWords {
  std::string typed;  // "alot"
  std::string words;  // "a lot"
  float cost = 0;     // nats, >= 0: -log P(written as one | the two are meant)
};

struct LexiconSource {
  std::vector<LexiconWord> words;
  std::vector<std::pair<std::string, std::string>> emoji;  // word, emoji; best first
  std::vector<JoinedWords> joined;
  std::vector<std::pair<std::string, float>> seen;  // words that are no entries, log P in nats
};

/// Case forms of one key are kept best first, three at most; a word whose key needs more than 255
/// different letters overall is an error. kInvalidArgument names the word.
Result<std::vector<std::byte>> write_lexicon(const LexiconSource& source);

}  // namespace inkling
