#include "tools/replay/replay.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

#include "engine/session/engine_impl.h"
#include "tools/items.h"
#include "tools/latency.h"
#include "tools/memory.h"

namespace inkling {
namespace {

constexpr std::size_t kMemoryEvery = 200;  // events

SessionCounters difference(const SessionCounters& now, const SessionCounters& before) {
  return {now.forwards - before.forwards, now.tokens_evaluated - before.tokens_evaluated,
          now.tokens_reused - before.tokens_reused};
}

void add_stages(const Suggestions& answer, ReplayedEvent* event) {
  for (std::size_t i = 0; i < answer.stages.size(); ++i) {
    const auto stage = static_cast<std::size_t>(answer.stages[i]);
    event->stages |= 1U << stage;
    event->stage_micros.at(stage) += static_cast<double>(answer.stage_nanos[i]) / 1e3;
  }
}

/// Sleeps until `t` milliseconds of the trace have passed.
class Pace {
 public:
  Pace(bool real_time, double first) : real_time_(real_time), first_(first) {}
  void wait_for(double t) const {
    if (!real_time_) return;
    const double ahead = (t - first_) * 1e3 - watch_.micros();
    if (ahead > 0) std::this_thread::sleep_for(std::chrono::duration<double, std::micro>(ahead));
  }

 private:
  bool real_time_;
  double first_;
  Stopwatch watch_;
};

/// The same wherever the folder of the traces lies.
std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

std::optional<ReplayedMiss::Kind> miss_of(const ReplayedWord& word) {
  if (!word.intended || word.picked || same_word(word.committed, *word.intended)) return {};
  if (!word.autocorrected) return ReplayedMiss::Kind::kNotMended;
  return same_word(word.typed, *word.intended) ? ReplayedMiss::Kind::kHarmed
                                               : ReplayedMiss::Kind::kWrongChange;
}

/// One trace on its way through a session.
class Replay {
 public:
  Replay(const std::shared_ptr<Engine>& engine, const Trace& trace, const std::string& name,
         const ReplayOptions& options, ReplayRun* run)
      : session_(engine, session_options(trace.header)),
        name_(std::make_shared<const std::string>(name)),
        options_(options),
        run_(*run) {}

  void take(const TraceEvent& event) {
    ++number_;
    ++run_.events;
    if (event.kind == EventKind::kIntend) {
      const std::string typed = session_.composing();
      tracker_.follow(event, std::nullopt, typed, strip_, typed, 0);
    } else {
      answer(event);
    }
    if (run_.events % kMemoryEvery == 0) run_.see_memory(resident_mb());
  }

  /// The trace is over.
  void finish(const Lexicon* lexicon) {
    const std::vector<ReplayedWord>& words = tracker_.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
      run_.figures.add(words[i], file_name(*name_), i, lexicon);
    }
    if (options_.misses) keep_misses(words);
    run_.words += words.size();
    ++run_.traces;
    add_counters(session_.counters(), &run_.counters);
    run_.see_memory(resident_mb());
  }

 private:
  void answer(const TraceEvent& event) {
    const std::string typed_before = session_.composing();
    const SessionCounters before = session_.counters();
    SuggestOptions asked;
    asked.count = count_for_slots(kMetricSlots);
    asked.why = options_.misses;
    const Stopwatch watch;
    if (options_.deadline_ms >= 0) {
      asked.deadline = Deadline::after_millis(Clock::system(), options_.deadline_ms);
    }
    const std::optional<Commit> commit = apply_event(&session_, event);
    const Suggestions answer = session_.suggest(asked);
    ReplayedEvent timed{name_, number_, event.kind, event.t, watch.micros(), 0, {}, {}};
    add_stages(answer, &timed);
    timed.cost = difference(session_.counters(), before);
    const double micros = timed.micros;
    run_.time(std::move(timed));
    const ReplayedWord* ended =
        tracker_.follow(event, commit, typed_before, strip_, session_.composing(), micros);
    // A backspace may have taken the last word up again.
    const std::size_t words = tracker_.words().size();
    ends_.resize(std::min(ends_.size(), ended == nullptr ? words : words - 1));
    if (ended != nullptr) {
      ends_.push_back({number_, std::exchange(decision_, {})});
      if (options_.on_word) options_.on_word(*ended);
    }
    if (answer.decision) decision_ = *answer.decision;
    strip_ = strip_texts(answer, session_.composing());
  }

  /// Only now it is known what each word was meant to be.
  void keep_misses(const std::vector<ReplayedWord>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto kind = miss_of(words[i]);
      if (!kind) continue;
      run_.misses.push_back({*kind, *name_, ends_[i].number, words[i].typed, words[i].committed,
                             *words[i].intended, ends_[i].decision});
    }
    run_.keep_worst();
  }

  struct End {
    std::size_t number = 0;
    DecisionReport decision;
  };
  Session session_;
  std::shared_ptr<const std::string> name_;
  const ReplayOptions& options_;
  ReplayRun& run_;
  WordTracker tracker_;
  std::vector<std::string> strip_;
  std::size_t number_ = 0;
  DecisionReport decision_;  // of the last answer
  std::vector<End> ends_;
};

}  // namespace

void replay_trace(const std::shared_ptr<Engine>& engine, const Trace& trace,
                  const std::string& name, const ReplayOptions& options, ReplayRun* run) {
  Replay replay(engine, trace, name, options, run);
  const Pace pace(options.real_time, trace.events.empty() ? 0 : trace.events.front().t);
  for (const TraceEvent& event : trace.events) {
    pace.wait_for(event.t);
    if (options.clock != nullptr) options.clock->set(event.t);
    replay.take(event);
  }
  replay.finish(parts_of(*engine).primary().lexicon.get());
}

}  // namespace inkling
