// Runs as lines of JSON, and back.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "tools/replay/run.h"
#include "tools/trace/json_text.h"
#include "tools/trace/line_reader.h"

namespace inkling {

using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kFormat = "inkling-replay";
constexpr int kVersion = 1;
constexpr std::size_t kEventsInFile = 200;
// Far above what the groups, histogram steps and misses of a run come to.
constexpr std::size_t kMaxRunBytes = std::size_t{64} << 20;

/// Reads whole numbers and texts out of an object; remembers whether all were there.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json), ok_(json.is_object()) {}

  template <typename T>
  void number(const char* name, T* out) {
    const Json* value = find(name);
    if (value == nullptr || !value->is_number()) {
      ok_ = false;
    } else if constexpr (std::is_floating_point_v<T>) {
      *out = value->get<T>();
    } else {
      ok_ = ok_ && value->is_number_unsigned();
      if (ok_) *out = value->get<T>();
    }
  }
  void text(const char* name, std::string* out) {
    const Json* value = find(name);
    ok_ = ok_ && value != nullptr && value->is_string();
    if (ok_) *out = value->get<std::string>();
  }
  /// The array `name`; an empty one where it is none.
  const Json& array(const char* name) {
    static const Json kNone = Json::array();
    const Json* value = find(name);
    ok_ = ok_ && value != nullptr && value->is_array();
    return ok_ ? *value : kNone;
  }
  [[nodiscard]] const Json* find(const char* name) const {
    if (!json_.is_object()) return nullptr;
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }
  void check(bool ok) { ok_ = ok_ && ok; }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  const Json& json_;
  bool ok_;
};

Json cost_json(const SessionCounters& cost) {
  return {{"forwards", cost.forwards},
          {"evaluated", cost.tokens_evaluated},
          {"reused", cost.tokens_reused}};
}

bool take_cost(const Json* json, SessionCounters* out) {
  if (json == nullptr) return false;
  Reader reader(*json);
  reader.number("forwards", &out->forwards);
  reader.number("evaluated", &out->tokens_evaluated);
  reader.number("reused", &out->tokens_reused);
  return reader.ok();
}

Json event_json(const ReplayedEvent& event) {
  return {{"trace", *event.trace},
          {"number", event.number},
          {"kind", static_cast<int>(event.kind)},
          {"t", event.t},
          {"us", event.micros},
          {"stages", event.stages},
          {"stage_us", event.stage_micros},
          {"cost", cost_json(event.cost)}};
}

bool take_event(const Json& json, ReplayedEvent* out) {
  Reader reader(json);
  std::string trace;
  std::size_t kind = 0;
  reader.text("trace", &trace);
  reader.number("number", &out->number);
  reader.number("kind", &kind);
  reader.number("t", &out->t);
  reader.number("us", &out->micros);
  reader.number("stages", &out->stages);
  reader.check(kind < kKinds && take_cost(reader.find("cost"), &out->cost));
  const Json& micros = reader.array("stage_us");
  reader.check(micros.size() == kStages);
  for (std::size_t i = 0; reader.ok() && i < kStages; ++i) {
    reader.check(micros[i].is_number());
    if (reader.ok()) out->stage_micros.at(i) = micros[i].get<double>();
  }
  if (!reader.ok()) return false;
  out->kind = static_cast<EventKind>(kind);
  out->trace = std::make_shared<const std::string>(std::move(trace));
  return true;
}

Json miss_json(const ReplayedMiss& miss) {
  Json features = Json::array();
  for (const auto& feature : miss.decision.features) {
    features.push_back({feature.name, feature.value, feature.share});
  }
  return {{"kind", static_cast<int>(miss.kind)},
          {"trace", miss.trace},
          {"number", miss.number},
          {"typed", miss.typed},
          {"committed", miss.committed},
          {"intended", miss.intended},
          {"reading", miss.decision.reading},
          {"veto", miss.decision.veto},
          {"probability", miss.decision.probability},
          {"threshold", miss.decision.threshold},
          {"features", std::move(features)}};
}

bool take_miss(const Json& json, ReplayedMiss* out) {
  Reader reader(json);
  std::size_t kind = 0;
  reader.number("kind", &kind);
  reader.text("trace", &out->trace);
  reader.number("number", &out->number);
  reader.text("typed", &out->typed);
  reader.text("committed", &out->committed);
  reader.text("intended", &out->intended);
  reader.text("reading", &out->decision.reading);
  reader.text("veto", &out->decision.veto);
  reader.number("probability", &out->decision.probability);
  reader.number("threshold", &out->decision.threshold);
  reader.check(kind <= static_cast<std::size_t>(ReplayedMiss::Kind::kNotMended));
  for (const Json& feature : reader.array("features")) {
    const bool ok = feature.is_array() && feature.size() == 3 && feature[0].is_string() &&
                    feature[1].is_number() && feature[2].is_number();
    if (!ok) return false;
    out->decision.features.push_back(
        {feature[0].get<std::string>(), feature[1].get<double>(), feature[2].get<double>()});
  }
  out->kind = static_cast<ReplayedMiss::Kind>(kind);
  return reader.ok();
}

template <std::size_t N>
Json histograms_json(const std::array<LatencyHistogram, N>& histograms) {
  Json out = Json::array();
  for (const LatencyHistogram& one : histograms) out.push_back(one.to_json());
  return out;
}

template <std::size_t N>
bool take_histograms(const Json& json, std::array<LatencyHistogram, N>* out) {
  if (json.size() != N) return false;
  for (std::size_t i = 0; i < N; ++i) {
    if (!out->at(i).from_json(json[i])) return false;
  }
  return true;
}

}  // namespace

/// Reaches what an EventSample says of itself.
struct RunFile {
  static void thinned(EventSample* sample) { sample->thinned_ = true; }
};

std::string run_to_line(const ReplayRun& run, bool with_text) {
  Json events = Json::array();
  for (const ReplayedEvent& event : run.sample.slowest(kEventsInFile)) {
    events.push_back(event_json(event));
  }
  Json misses = Json::array();
  if (with_text) {
    for (const ReplayedMiss& miss : run.misses) misses.push_back(miss_json(miss));
  }
  const bool all = !run.sample.thinned() && run.sample.events().size() <= kEventsInFile;
  const Json out = {{"format", kFormat},
                    {"version", kVersion},
                    {"traces", run.traces},
                    {"events", run.events},
                    {"timed", run.timed},
                    {"late", run.late},
                    {"words", run.words},
                    {"by_kind", histograms_json(run.by_kind)},
                    {"by_stage", histograms_json(run.by_stage)},
                    {"figures", run.figures.to_json()},
                    {"counters", cost_json(run.counters)},
                    {"memory_mb", run.memory_mb},
                    {"memory", run.memory},
                    {"all_events", all},
                    {"slowest", std::move(events)},
                    {"misses", std::move(misses)}};
  return json_text(out) + "\n";
}

Result<ReplayRun> run_from_line(const std::string& line, const std::string& name) {
  const auto bad = [&name](const char* what) {
    return make_error(ErrorCode::kCorrupt,
                      name + ": " + what + "; merge reads what `inkling replay --save` wrote");
  };
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("format", Json()) != kFormat) return bad("is no saved run");
  if (json.value("version", Json()) != kVersion) return bad("is of another version");
  ReplayRun run;
  Reader reader(json);
  reader.number("traces", &run.traces);
  reader.number("events", &run.events);
  reader.number("timed", &run.timed);
  reader.number("late", &run.late);
  reader.number("words", &run.words);
  reader.number("memory_mb", &run.memory_mb);
  reader.check(take_histograms(reader.array("by_kind"), &run.by_kind));
  reader.check(take_histograms(reader.array("by_stage"), &run.by_stage));
  reader.check(take_cost(reader.find("counters"), &run.counters));
  const Json* figures = reader.find("figures");
  reader.check(figures != nullptr && run.figures.from_json(*figures));
  for (const Json& sample : reader.array("memory")) {
    const bool ok = sample.is_array() && sample.size() == 2 && sample[0].is_number_unsigned() &&
                    sample[1].is_number();
    if (!ok) return bad("is damaged");
    run.memory.emplace_back(sample[0].get<std::size_t>(), sample[1].get<double>());
  }
  for (const Json& event : reader.array("slowest")) {
    ReplayedEvent taken;
    if (!take_event(event, &taken)) return bad("is damaged");
    run.sample.add(std::move(taken));
  }
  const Json* all = reader.find("all_events");
  reader.check(all != nullptr && all->is_boolean());
  for (const Json& miss : reader.array("misses")) {
    ReplayedMiss taken;
    if (!take_miss(miss, &taken)) return bad("is damaged");
    run.misses.push_back(std::move(taken));
  }
  if (!reader.ok()) return bad("is damaged");
  if (!all->get<bool>()) RunFile::thinned(&run.sample);
  run.keep_worst();
  return run;
}

Status add_saved_runs(const std::string& path, ReplayRun* sum) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return make_error(ErrorCode::kInvalidArgument, path + ": is a folder, and no saved run");
  }
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return make_error(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                      path + ": cannot open: " + std::strerror(errno));
  }
  LineReader reader(descriptor, kMaxRunBytes);
  Status status;
  while (status.ok()) {
    const auto line = reader.next();
    if (!line) break;
    if (line->text.find_first_not_of(" \t\r") == std::string::npos && !line->too_long) continue;
    const auto run = run_from_line(line->text, path);
    if (run) {
      sum->add(*run);
    } else {
      status = run.error();
    }
  }
  ::close(descriptor);
  return status;
}

}  // namespace inkling
