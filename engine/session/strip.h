// From ranked candidates to what stands on the strip.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"

namespace inkling {

/// The candidate as it would stand in the text: its own case, that of what was typed, and of the
/// start of a sentence.
std::string candidate_surface(const Candidate& candidate, std::string_view typed,
                              bool sentence_start);

/// Text in the case that a drawn word was asked for; empty for its own, and that of the place.
std::string_view case_model(const DrawnWord& drawn);

/// What the parts of a score say; `channel` in nats, >= 0: the cost of the slips.
Reasons reasons_of(const WordScore& word, double channel);

/// What the strip needs to know beside the ranking.
struct StripContext {
  std::string_view typed;      // the composing text
  std::string_view like;       // text whose case the suggestions follow, mostly the same
  std::string_view last_word;  // before it, for emoji
  bool sentence_start = false;
  bool corrections = true;  // emoji are shown where words may be corrected
  std::size_t count = 3;    // suggestions, the literal not counted
};

/// Best first. The literal comes where its score puts it, and right behind what a space would put
/// in its place; a suggestion that equals it takes no place of its own. Emoji fill what is left.
std::vector<Suggestion> make_strip(const EngineParts& parts, const Ranked& ranked,
                                   const StripContext& context);

}  // namespace inkling
