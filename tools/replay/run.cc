#include "tools/replay/run.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <tuple>

#include "tools/metrics.h"

namespace inkling {
namespace {

constexpr double kLetterBudget = 5'000;
constexpr double kCommitBudget = 10'000;
constexpr double kJumpBudget = 40'000;

constexpr std::size_t kMostEvents = 20'000;
constexpr std::size_t kMostMisses = 60;
constexpr std::size_t kMostMemory = 512;

nlohmann::ordered_json value_or_null(const FigureSums& sums, Figure figure) {
  const auto estimate = sums.estimate(figure);
  return estimate ? nlohmann::ordered_json(rounded(estimate->value, 6)) : nlohmann::ordered_json();
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

void add_csv(const std::string& by, const std::string& value, const FigureSums& sums,
             std::string* out) {
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto figure = static_cast<Figure>(i);
    const auto estimate = sums.estimate(figure);
    if (!estimate) continue;
    *out += csv_cell(by) + ',' + csv_cell(value) + ',' + figure_info(figure).name + ',' +
            csv_number(estimate->value) + ',' + csv_number(estimate->low) + ',' +
            csv_number(estimate->high) + ',' + std::to_string(estimate->count) + '\n';
  }
}

void add_csv(const char* by, const char* value, const LatencyHistogram& latencies,
             std::string* out) {
  if (latencies.count() == 0) return;
  const std::string n = std::to_string(latencies.count());
  for (const auto& [name, share] :
       {std::pair{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"max", 1.0}}) {
    *out += std::string(by) + ',' + value + ',' + name + "_us," +
            csv_number(share < 1 ? latencies.percentile(share) : latencies.max()) + ",,," + n +
            '\n';
  }
}

bool slower(const ReplayedEvent& a, const ReplayedEvent& b) {
  return std::tie(b.micros, *a.trace, a.number) < std::tie(a.micros, *b.trace, b.number);
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

void add_counters(const SessionCounters& more, SessionCounters* sum) {
  sum->forwards += more.forwards;
  sum->tokens_evaluated += more.tokens_evaluated;
  sum->tokens_reused += more.tokens_reused;
}

const char* miss_name(ReplayedMiss::Kind kind) {
  switch (kind) {
    case ReplayedMiss::Kind::kHarmed:
      return "right word changed";
    case ReplayedMiss::Kind::kWrongChange:
      return "changed to a wrong word";
    case ReplayedMiss::Kind::kNotMended:
      break;
  }
  return "slip left alone";
}

void EventSample::add(ReplayedEvent event) {
  events_.push_back(std::move(event));
  if (events_.size() > kMostEvents) thin();
}

void EventSample::add(const EventSample& other) {
  events_.insert(events_.end(), other.events_.begin(), other.events_.end());
  thinned_ = thinned_ || other.thinned_;
  if (events_.size() > kMostEvents) thin();
}

/// The slower half stays, in order.
void EventSample::thin() {
  thinned_ = true;
  std::vector<double> micros;
  for (const ReplayedEvent& event : events_) micros.push_back(event.micros);
  const auto middle = micros.begin() + static_cast<std::ptrdiff_t>(kMostEvents / 2);
  std::nth_element(micros.begin(), middle, micros.end(), std::greater<>());
  std::erase_if(events_, [&](const ReplayedEvent& event) { return event.micros < *middle; });
}

void EventSample::sort() {
  std::sort(events_.begin(), events_.end(), [](const ReplayedEvent& a, const ReplayedEvent& b) {
    return std::tie(*a.trace, a.number) < std::tie(*b.trace, b.number);
  });
}

std::vector<ReplayedEvent> EventSample::slowest(std::size_t limit) const {
  std::vector<ReplayedEvent> out = events_;
  std::sort(out.begin(), out.end(), slower);
  out.resize(std::min(out.size(), limit));
  return out;
}

void ReplayRun::time(ReplayedEvent event) {
  ++timed;
  if (event.late()) ++late;
  by_kind.at(static_cast<std::size_t>(event.kind)).add(event.micros);
  for (std::size_t i = 0; i < kStages; ++i) {
    if ((event.stages >> i & 1U) != 0) by_stage.at(i).add(event.stage_micros.at(i));
  }
  sample.add(std::move(event));
}

void ReplayRun::see_memory(double mb) {
  memory_mb = std::max(memory_mb, mb);
  memory.emplace_back(events, mb);
  if (memory.size() <= kMostMemory) return;
  std::vector<std::pair<std::size_t, double>> kept;
  for (std::size_t i = 0; i < memory.size(); i += 2) kept.push_back(memory[i]);
  memory = std::move(kept);
}

void ReplayRun::add(const ReplayRun& other) {
  traces += other.traces;
  events += other.events;
  timed += other.timed;
  late += other.late;
  words += other.words;
  for (std::size_t i = 0; i < by_kind.size(); ++i) by_kind.at(i).add(other.by_kind.at(i));
  for (std::size_t i = 0; i < kStages; ++i) by_stage.at(i).add(other.by_stage.at(i));
  figures.add(other.figures);
  add_counters(other.counters, &counters);
  // Each process has a curve of its own: the highest is shown.
  if (other.memory_mb > memory_mb) {
    memory_mb = other.memory_mb;
    memory = other.memory;
  }
  sample.add(other.sample);
  misses.insert(misses.end(), other.misses.begin(), other.misses.end());
  keep_worst();
}

void ReplayRun::keep_worst() {
  // Harm first, then the surest mistakes.
  const auto surer = [](const ReplayedMiss& a, const ReplayedMiss& b) {
    const double of_a =
        a.kind == ReplayedMiss::Kind::kNotMended ? -a.decision.probability : a.decision.probability;
    const double of_b =
        b.kind == ReplayedMiss::Kind::kNotMended ? -b.decision.probability : b.decision.probability;
    return std::tie(a.kind, of_b, a.trace, a.number) < std::tie(b.kind, of_a, b.trace, b.number);
  };
  std::sort(misses.begin(), misses.end(), surer);
  if (misses.size() > kMostMisses) misses.resize(kMostMisses);
}

LatencyHistogram ReplayRun::all_latencies() const {
  LatencyHistogram out;
  for (const LatencyHistogram& of_kind : by_kind) out.add(of_kind);
  return out;
}

double ReplayRun::over_budget() const {
  return timed == 0 ? 0 : static_cast<double>(late) / static_cast<double>(timed);
}

nlohmann::ordered_json ReplayRun::to_json() const {
  using Json = nlohmann::ordered_json;
  Json latency = Json::object();
  for (int i = 0; i < kEventKinds; ++i) {
    const LatencyHistogram& of_kind = by_kind.at(static_cast<std::size_t>(i));
    if (of_kind.count() == 0) continue;
    latency[event_kind_name(static_cast<EventKind>(i))] = of_kind.figures();
  }
  Json stages = Json::object();
  for (std::size_t i = 0; i < kStages; ++i) {
    if (by_stage.at(i).count() == 0) continue;
    Json of_stage = by_stage.at(i).figures();
    of_stage["n"] = by_stage.at(i).count();
    stages[stage_name(static_cast<Stage>(i))] = std::move(of_stage);
  }
  Json by = Json::object();
  for (const auto& [key, sums] : figures.groups()) by[key.first][key.second] = sums.figures();
  const FigureSums& all = figures.all();
  return {{"traces", traces},
          {"events", events},
          {"words", words},
          {"latency_us", std::move(latency)},
          {"stages_us", std::move(stages)},
          {"over_budget", over_budget()},
          {"cache",
           {{"forwards", counters.forwards},
            {"tokens_evaluated", counters.tokens_evaluated},
            {"tokens_reused", counters.tokens_reused}}},
          {"quality",
           {{"ksr", value_or_null(all, Figure::kKeystrokesSaved)},
            {"top3", value_or_null(all, Figure::kAmongThree)},
            {"wer_autocorrect", value_or_null(all, Figure::kErrorAfter)}}},
          {"figures", all.figures()},
          {"by", std::move(by)},
          {"memory_mb", rounded(memory_mb, 1)}};
}

std::string ReplayRun::to_csv() const {
  std::string out = "by,value,figure,estimate,low,high,n\n";
  add_csv("all", "", figures.all(), &out);
  for (const auto& [key, sums] : figures.groups()) add_csv(key.first, key.second, sums, &out);
  for (int i = 0; i < kEventKinds; ++i) {
    add_csv("event", event_kind_name(static_cast<EventKind>(i)),
            by_kind.at(static_cast<std::size_t>(i)), &out);
  }
  for (std::size_t i = 0; i < kStages; ++i) {
    add_csv("stage", stage_name(static_cast<Stage>(i)), by_stage.at(i), &out);
  }
  return out;
}

}  // namespace inkling
