// Perplexity per word of what a pack's model and n-grams say of a text (trace.md).
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/pack/language_parts.h"
#include "platform/result.h"

namespace inkling {

struct PerplexityResult {
  std::size_t items = 0;
  std::size_t known = 0;  // items that the lexicon has, the only ones that are scored
  double nats = 0;        // -log P, summed over them

  /// The JSON of `inkling eval perplexity`; numbers are null when no item was known.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// -log P(word | left of it, and a word comes next) for every item but the first of its line, of
/// those that the lexicon knows. A word's probability is that of all its case forms together, each
/// a product over its pieces, so that a count of lower-case words without punctuation can be
/// compared. Stops after `limit` items. kInvalidArgument when the language has no lexicon,
/// tokenizer or model; otherwise the model's own errors.
Result<PerplexityResult> evaluate_perplexity(const LanguageParts& language,
                                             const std::vector<std::string>& lines,
                                             std::size_t limit);

}  // namespace inkling
