// Lists of misspellings as material for fitting: read, cleaned, weighted, split.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "tools/tune/edit_cells.h"

namespace inkling {

/// Which part of the fitting may see a word.
enum class Fold : uint8_t {
  kFit,      // 8 of 10: counted
  kStop,     // 1 of 10: decides when to stop, and how much to smooth
  kHeldOut,  // 1 of 10: only reported
};
inline constexpr std::size_t kFolds = 3;

/// By the first five letters, so that a word and its inflections fall on the same side.
Fold fold_of(std::string_view word);

struct TypoPair {
  LetterClasses typed;
  LetterClasses meant;
  std::size_t group = 0;  // index into TypoCorpus::groups
  Fold fold = Fold::kFit;
  double weight = 0;
};

struct TypoCorpus {
  std::vector<std::string> groups;
  std::vector<TypoPair> pairs;  // sorted by group, typo, word: the fit does not depend on the order
  std::size_t rows = 0;         // of all lists
  std::size_t skipped = 0;      // no misspelling of one word in a-z, or too long, or too different
};

/// Reads lists with the columns "typo" and "correct" (.tsv, .tsv.xz); a folder stands for the
/// lists in it, without those that are no misspellings (slang, Korean). Lists named *_fit, which
/// hold what people were seen to type, are a group each; all others, machine-expanded and copied
/// from one another, are one group together. A pair counts once in a group, and all groups weigh
/// the same. The weights sum to Kish's effective number of pairs, (sum w)^2 / sum w^2, so that
/// smoothing sees as much evidence as there is.
///
/// kNotFound, kIo, or kCorrupt with the file and the line; kInvalidArgument when nothing is left.
Result<TypoCorpus> read_typo_lists(const std::vector<std::string>& paths);

}  // namespace inkling
