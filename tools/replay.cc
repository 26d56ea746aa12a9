#include "tools/replay.h"

#include <iterator>
#include <utility>

#include "tools/memory.h"

namespace inkling {
namespace {

constexpr double kLetterBudget = 5'000;
constexpr double kCommitBudget = 10'000;
constexpr double kJumpBudget = 40'000;

unsigned stage_bits(const std::vector<Stage>& stages) {
  unsigned bits = 0;
  for (const Stage stage : stages) bits |= 1U << static_cast<unsigned>(stage);
  return bits;
}

nlohmann::ordered_json number_or_null(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

}  // namespace

double budget_micros(EventKind kind) {
  switch (kind) {
    case EventKind::kSpace:
    case EventKind::kEnter:
    case EventKind::kPick:
      return kCommitBudget;
    case EventKind::kFocus:
    case EventKind::kCursor:
    case EventKind::kGesture:
    case EventKind::kMend:
      return kJumpBudget;
    case EventKind::kKey:
    case EventKind::kBackspace:
    case EventKind::kIntend:
      break;
  }
  return kLetterBudget;
}

Latencies ReplayRun::latencies(EventKind kind) const {
  Latencies all;
  for (const ReplayedEvent& event : timed) {
    if (event.kind == kind) all.add(event.micros);
  }
  return all;
}

double ReplayRun::over_budget() const {
  if (timed.empty()) return 0;
  std::size_t late = 0;
  for (const ReplayedEvent& event : timed) {
    if (event.micros > budget_micros(event.kind)) ++late;
  }
  return static_cast<double>(late) / static_cast<double>(timed.size());
}

nlohmann::ordered_json ReplayRun::to_json() const {
  nlohmann::ordered_json latency = nlohmann::ordered_json::object();
  for (int i = 0; i < kEventKinds; ++i) {
    const auto kind = static_cast<EventKind>(i);
    const Latencies of_kind = latencies(kind);
    if (of_kind.count() > 0) latency[event_kind_name(kind)] = of_kind.to_json(/*with_max=*/true);
  }
  const ReplayQuality quality = measure_quality(words);
  return {{"events", events},
          {"latency_us", std::move(latency)},
          {"over_budget", over_budget()},
          {"cache",
           {{"tokens_evaluated", counters.tokens_evaluated},
            {"tokens_reused", counters.tokens_reused}}},
          {"quality",
           {{"ksr", number_or_null(quality.ksr)},
            {"top3", number_or_null(quality.top3)},
            {"wer_autocorrect", number_or_null(quality.wer_autocorrect)}}},
          {"memory_mb", memory_mb}};
}

void replay_trace(const std::shared_ptr<Engine>& engine, const Trace& trace,
                  const std::string& name, const ReplayOptions& options, ReplayRun* run) {
  Session session(engine, session_options(trace.header));
  WordTracker tracker;
  std::vector<std::string> strip;
  const std::size_t trace_index = run->traces.size();
  run->traces.push_back(name);
  std::size_t number = 0;
  for (const TraceEvent& event : trace.events) {
    ++number;
    ++run->events;
    const std::string typed_before = session.composing();
    if (event.kind == EventKind::kIntend) {
      tracker.follow(event, std::nullopt, typed_before, strip, typed_before, 0);
      continue;
    }
    const Stopwatch watch;
    SuggestOptions asked;
    asked.count = count_for_slots(kMetricSlots);
    if (options.deadline_ms >= 0) {
      asked.deadline = Deadline::after_millis(Clock::system(), options.deadline_ms);
    }
    const std::optional<Commit> commit = apply_event(&session, event);
    const Suggestions suggestions = session.suggest(asked);
    const double micros = watch.micros();
    run->timed.push_back(
        {trace_index, number, event.kind, event.t, micros, stage_bits(suggestions.stages)});
    const ReplayedWord* ended =
        tracker.follow(event, commit, typed_before, strip, session.composing(), micros);
    if (ended != nullptr && options.on_word) options.on_word(*ended);
    strip = strip_texts(suggestions, session.composing());
  }
  run->words.insert(run->words.end(), tracker.words().begin(), tracker.words().end());
  const SessionCounters counters = session.counters();
  run->counters.tokens_evaluated += counters.tokens_evaluated;
  run->counters.tokens_reused += counters.tokens_reused;
  run->memory_mb = resident_mb();
}

}  // namespace inkling
