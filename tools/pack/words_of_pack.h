// What a pack for another model may take over from a pack that is there.
#pragma once

#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

struct WordsOfPack {
  std::string folder;
  std::vector<std::string> files;  // taken as they are
  std::string decoder;             // JSON text; empty where the pack has none
  std::vector<std::string> sources;
  std::vector<std::string> languages;
  std::string licence;
};

/// Words, how they are written and how they are mistyped: lexicon.bin, language.json, NOTICE, and
/// of decoder.json the channel with its spellings, the letter model, and the numbers of ranking
/// that do not weigh a model. What was fitted to the pack's own model (how much it counts against
/// slips and unigrams, the decision) stays behind: defaults serve any model. kNotFound without a
/// lexicon.
Result<WordsOfPack> read_words_of_pack(const std::string& folder);
Status write_words(const WordsOfPack& words, const std::string& folder);

}  // namespace inkling
