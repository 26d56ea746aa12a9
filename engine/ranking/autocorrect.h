// May space replace what was typed?
#pragma once

#include <string_view>

#include "engine/ranking/ranker.h"

namespace inkling {

/// True when `best` may take the literal's place unasked. The rules, in order: codes, capitals,
/// single letters and what is written for effect are left alone; offensive, rare and unfinished
/// words never replace; a pair that was undone once stays undone; and the posterior must beat the
/// literal's by the tuned margin, as `strength` widens or narrows it.
bool may_autocorrect(const EngineParts& parts, const Candidate& best, const Literal& literal,
                     bool sentence_start,
                     AutocorrectStrength strength = AutocorrectStrength::kNormal);
/// How much of the margin for capitals a change of `typed` to `better` must win: whoever presses
/// shift inside a sentence writes a name, or another one.
double capital_share(std::string_view typed, std::string_view better, bool sentence_start);
/// The score of a candidate when the word is over: letters that are still to come were left out.
double finished_score(const EngineParts& parts, const Candidate& candidate);
/// Does a word typed right behind `committed` belong to an address, a path or a tag?
bool inside_token(std::string_view committed);
/// Is this a code rather than a word ("abc123", "gr8"), so that no slip is looked for in it? One
/// digit among letters may be a slip of the finger ("po8nt").
bool is_code(std::string_view typed);

}  // namespace inkling
