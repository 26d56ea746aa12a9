// What replays measured, to be added up over traces, threads and machines.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"
#include "tools/replay/latency_histogram.h"
#include "tools/replay/word_figures.h"
#include "tools/trace/trace.h"

namespace inkling {

inline constexpr std::size_t kStages = 5;
inline constexpr std::size_t kKinds = kEventKinds;

/// The p99 budget of an event kind on the test machine, microseconds.
double budget_micros(EventKind kind);

/// One event's answer. Holds nothing that was typed.
struct ReplayedEvent {
  std::shared_ptr<const std::string> trace;  // its name
  std::size_t number = 0;                    // of the event in its trace, from 1
  EventKind kind = EventKind::kKey;
  double t = 0;         // milliseconds, as in the trace
  double micros = 0;    // from the event to its suggestions
  unsigned stages = 0;  // bit i: Stage i ran
  std::array<double, kStages> stage_micros{};
  SessionCounters cost;  // of this event alone

  [[nodiscard]] bool late() const { return micros > budget_micros(kind); }
};

/// Events of a replay, in order: all of them, or where there are too many the slowest.
class EventSample {
 public:
  void add(ReplayedEvent event);
  void add(const EventSample& other);
  [[nodiscard]] const std::vector<ReplayedEvent>& events() const { return events_; }
  /// Some are left out.
  [[nodiscard]] bool thinned() const { return thinned_; }
  /// By trace and place in it: threads end in any order.
  void sort();
  /// The slowest first.
  [[nodiscard]] std::vector<ReplayedEvent> slowest(std::size_t limit) const;

 private:
  friend struct RunFile;
  void thin();

  std::vector<ReplayedEvent> events_;
  bool thinned_ = false;
};

/// A word that did not come out as it was meant, and why. Holds what was typed.
struct ReplayedMiss {
  enum class Kind { kHarmed, kWrongChange, kNotMended };
  Kind kind = Kind::kNotMended;
  std::string trace;
  std::size_t number = 0;  // of the event that ended the word
  std::string typed, committed, intended;
  DecisionReport decision;  // of the strip before it was ended
};
const char* miss_name(ReplayedMiss::Kind kind);

void add_counters(const SessionCounters& more, SessionCounters* sum);

/// What a replay measured. `intend` events are no events of the keyboard: they are counted in
/// `events`, but have no latency.
struct ReplayRun {
  std::size_t traces = 0, events = 0, timed = 0, late = 0;
  std::size_t words = 0;  // also those of which nobody knows what was meant
  std::array<LatencyHistogram, kKinds> by_kind;
  std::array<LatencyHistogram, kStages> by_stage;  // of the events that ran it
  WordFigures figures;
  SessionCounters counters;
  double memory_mb = 0;                                // at most
  std::vector<std::pair<std::size_t, double>> memory;  // after so many events, MB
  EventSample sample;
  std::vector<ReplayedMiss> misses;  // the worst first; see keep_worst()

  void time(ReplayedEvent event);
  void see_memory(double mb);
  void add(const ReplayRun& other);
  /// Sorts the misses and keeps as many as a report shows.
  void keep_worst();
  [[nodiscard]] LatencyHistogram all_latencies() const;
  /// Share of the timed events that took longer than their budget.
  [[nodiscard]] double over_budget() const;
  /// The JSON of `inkling replay --json`.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
  /// "by,value,figure,estimate,low,high,n" a line, with a header; then the latencies.
  [[nodiscard]] std::string to_csv() const;
};

/// A run as a file that `inkling replay merge` reads: one line of JSON. `with_text`: with the
/// misses, which hold what was typed.
std::string run_to_line(const ReplayRun& run, bool with_text);
/// kCorrupt, with `name`, where it is none.
Result<ReplayRun> run_from_line(const std::string& line, const std::string& name);
/// Adds the runs of a file to `sum`, a line each, however many there are: only one is held at a
/// time. "-" is standard input.
Status add_saved_runs(const std::string& path, ReplayRun* sum);

}  // namespace inkling
