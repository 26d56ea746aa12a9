// The input of `inkling eval correction`: tab-separated slips with their contexts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"

namespace inkling {

/// What was typed for a word, and where.
struct CorrectionItem {
  std::string typo;
  std::string correct;
  std::string left, right;  // the text around the word
  std::vector<Touch> taps;  // one for each character of `typo`; empty when they are not known
};

/// Reads a TSV with a header that names at least `typo` and `correct`; `left`, `right` and `taps`
/// may be there, other columns are ignored. kNotFound, kIo, or kCorrupt with the line number.
Result<std::vector<CorrectionItem>> read_correction_set(const std::string& path);

/// As read_correction_set(), from lines; `name` stands for the file in messages.
Result<std::vector<CorrectionItem>> parse_correction_set(const std::vector<std::string>& lines,
                                                         const std::string& name);

}  // namespace inkling
