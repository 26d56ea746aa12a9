// What the things that a person does cost: a letter, a word's end, a cursor jump.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/inkling.h"
#include "tools/latency.h"

namespace inkling {

/// Each from the event to its suggestions, without a deadline: all stages run.
struct TypingTimes {
  Latencies letter;        // any of a word
  Latencies first_letter;  // of a word
  Latencies commit;        // space, and suggestions for the next word
  Latencies space;         // the same until the word is in the text, without suggestions
  Latencies next_word;     // what else is in a commit: the suggestions
  Latencies cursor_jump;   // into about 60 words of text that the cache does not hold
  // Calls of operator new, the mean. Each word was typed before.
  double letter_allocations = 0;
  double commit_allocations = 0;
};

/// The built-in text.
std::span<const std::string_view> bench_sentences();

/// Types a built-in text `rounds` times, and once before that is not measured. Nothing is learned.
TypingTimes measure_typing(const std::shared_ptr<Engine>& engine, int rounds);

}  // namespace inkling
