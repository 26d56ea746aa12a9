// What stands around the word being typed, worked out once for all who ask.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/engine_parts.h"

namespace inkling {

/// The two words before the one that is scored; "" where a sentence starts.
struct WordContext {
  std::string before_last;
  std::string last;
  bool nothing_before = false;  // no text at all: this need not be the start of a sentence
};

/// Made once per change of the text around the word, however many letters of it are typed then, and
/// read by all that ranks: the predictor, the scorers, the history, the decision. A plain value,
/// shared as it is.
struct ContextSnapshot {
  WordContext words;
  std::string tail;   // what is left of the word, from where work on context begins
  std::string right;  // of the cursor, the rest of the word left out
  bool sentence_start = true;
  bool in_capitals = false;    // so are the words before
  bool in_token = false;       // an address, a path or a tag goes on here: no prose
  std::vector<double> priors;  // nats: log P(language), one for each
};
using Context = std::shared_ptr<const ContextSnapshot>;

/// `committed`: all text before the word being typed.
Context take_snapshot(const EngineParts& parts, std::string_view committed, std::string_view right);

}  // namespace inkling
