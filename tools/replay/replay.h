// Replays typed-log traces through an engine and measures latency and quality.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/inkling.h"
#include "tools/replay/replayed_words.h"
#include "tools/replay/run.h"
#include "tools/replay/trace_clock.h"
#include "tools/trace/trace.h"

namespace inkling {

struct ReplayOptions {
  int64_t deadline_ms = -1;     // for each answer; negative: none
  bool misses = false;          // keep them, with why
  bool real_time = false;       // each event when its trace says, from the first on
  TraceClock* clock = nullptr;  // the engine's, told of each event's time; may be null
  /// Called for each word when it was ended; may be empty.
  std::function<void(const ReplayedWord&)> on_word;
};

/// Replays `trace` in a fresh session and adds what it measures to `run`. The engine's history
/// learns from the trace, as it would from the person.
void replay_trace(const std::shared_ptr<Engine>& engine, const Trace& trace,
                  const std::string& name, const ReplayOptions& options, ReplayRun* run);

}  // namespace inkling
