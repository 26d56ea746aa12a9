// Merges word lists into one lexicon.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "platform/result.h"

namespace inkling {

struct BuildOptions {
  std::string lists_dir;   // NAME.tsv or NAME.tsv.xz, see lexicon_builder.cc for the names
  std::string cases_path;  // optional: key, surface, count; how words are written in running text
  std::string unigrams_path;  // optional: key, count; the most trusted frequencies
  std::string joined_path;    // optional: key, count, count of the two words that it could be
  std::string typos_dir;      // optional: lists of typo, correct; such typos are left out
  std::size_t max_words = 220000;
  std::size_t max_bytes = 7'000'000;
};

struct BuildReport {
  std::size_t words = 0, nodes = 0, bytes = 0, offensive = 0;
  std::vector<std::string> sources;   // names of the lists that were there
  std::vector<std::string> warnings;  // what was missing
};

/// The bytes of lexicon.bin. A word gets in when a curated list has it, or when it is frequent in
/// two independent counts; its probability is pooled from all counts. kNotFound when no list at
/// all is there, kCorrupt for damaged lists, kInvalidArgument when the result is over max_bytes.
Result<std::pair<std::vector<std::byte>, BuildReport>> build_lexicon(const BuildOptions& options);

}  // namespace inkling
