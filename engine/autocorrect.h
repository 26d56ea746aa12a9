// May space replace what was typed?
#pragma once

#include <string_view>

#include "engine/candidates.h"
#include "engine/engine_parts.h"

namespace inkling {

/// What was typed, as the ranker sees it.
struct Literal {
  std::string_view typed;
  bool known = false;  // the lexicon has it, or the person does
  bool exact = false;  // … in this very case
  double score = 0;    // of the literal as a candidate
};

/// True when `best` may take the literal's place unasked. The rules, in order: codes, capitals and
/// single letters are left alone; offensive, rare and unfinished words never replace; a pair that
/// was undone once stays undone; and the posterior must beat the literal's by the tuned margin.
bool may_autocorrect(const EngineParts& parts, const Candidate& best, const Literal& literal);

}  // namespace inkling
