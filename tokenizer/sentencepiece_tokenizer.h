// The tokenizer of our packs: units, then SentencePiece with the white space as a suffix.
#pragma once

#include <memory>
#include <string>

#include "platform/result.h"
#include "tokenizer/case_policy.h"
#include "tokenizer/tokenizer.h"

namespace inkling {

/// Every unit is encoded on its own, its last piece carries the end mark. `policy` must outlive the
/// tokenizer; null keeps every capital. kNotFound, kCorrupt, or kUnsupported when the specials are
/// not where they must be.
Result<std::unique_ptr<Tokenizer>> open_sentencepiece(const std::string& path,
                                                      const CasePolicy* policy);

}  // namespace inkling
