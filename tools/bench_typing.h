// Latencies of the three things a person does: a letter, a word's end, a cursor jump.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/inkling.h"
#include "tools/latency.h"

namespace inkling {

/// Each from the event to its suggestions, without a deadline: all stages run.
struct TypingTimes {
  Latencies letter;       // inside a word
  Latencies commit;       // space
  Latencies cursor_jump;  // into about 60 words of text that the cache does not hold
};

/// The built-in text.
std::span<const std::string_view> bench_sentences();

/// Types a built-in text `rounds` times. Nothing is learned.
TypingTimes measure_typing(const std::shared_ptr<Engine>& engine, int rounds);

}  // namespace inkling
