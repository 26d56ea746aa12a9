// Replays typed-log traces through an engine and measures latency and quality.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/latency.h"
#include "tools/replay_words.h"
#include "tools/trace/trace.h"

namespace inkling {

inline constexpr int kStages = 5;

/// The p99 budget of an event kind on the test machine, microseconds.
double budget_micros(EventKind kind);

/// One event's answer, for reports. Holds nothing that was typed.
struct ReplayedEvent {
  std::size_t trace = 0;   // which of the replayed traces, from 0
  std::size_t number = 0;  // of the event in its trace, from 1
  EventKind kind = EventKind::kKey;
  double t = 0;         // milliseconds, as in the trace
  double micros = 0;    // from the event to its suggestions
  unsigned stages = 0;  // bit i: Stage i ran
};

/// What a replay measured. `intend` events are no events of the keyboard: they are counted in
/// `events`, but have no latency.
struct ReplayRun {
  std::size_t events = 0;
  std::vector<std::string> traces;  // names
  std::vector<ReplayedEvent> timed;
  std::vector<ReplayedWord> words;
  SessionCounters counters;
  double memory_mb = 0;

  [[nodiscard]] Latencies latencies(EventKind kind) const;
  /// Share of the timed events that took longer than their budget.
  [[nodiscard]] double over_budget() const;
  /// The JSON of `inkling replay --json`.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

struct ReplayOptions {
  int64_t deadline_ms = -1;  // for each answer; negative: none
  /// Called for each word when it was ended; may be empty.
  std::function<void(const ReplayedWord&)> on_word;
};

/// Replays `trace` in a fresh session and adds what it measures to `run`. The engine's history
/// learns from the trace, as it would from the person.
void replay_trace(const std::shared_ptr<Engine>& engine, const Trace& trace,
                  const std::string& name, const ReplayOptions& options, ReplayRun* run);

}  // namespace inkling
