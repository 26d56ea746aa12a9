// inkling replay: typed-log traces through the engine, for latency and quality.
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cache/history/history.h"
#include "engine/inkling.h"
#include "platform/file.h"
#include "tools/baseline.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/layout_option.h"
#include "tools/replay.h"
#include "tools/replay_report.h"

namespace inkling {
namespace {

struct ReplayArguments {
  EngineArguments engine;
  std::vector<std::string> traces;
  std::string report;
  std::string baseline;
  int64_t deadline_ms = -1;  // negative: no deadline
  bool json = false;
  bool play = false;
};

std::string or_dash(const std::optional<double>& share) {
  if (!share) return "–";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %%", *share * 100);
  return text.data();
}

void play_word(const ReplayedWord& word) {
  std::string offered;
  for (const std::string& text : word.offered()) {
    if (!offered.empty()) offered += " | ";
    offered += text;
  }
  std::string outcome;
  if (word.picked) {
    outcome = "picked " + word.committed;
  } else if (word.autocorrected) {
    outcome = "corrected to " + word.committed;
  } else {
    outcome = "kept";
  }
  std::printf("typed %-14s offered %-42s %-24s %6.0f us\n", ("\"" + word.typed + "\"").c_str(),
              ("[" + offered + "]").c_str(), outcome.c_str(), word.micros);
  std::fflush(stdout);
}

void print_summary(const ReplayRun& run) {
  Latencies all;
  for (const ReplayedEvent& event : run.timed) all.add(event.micros);
  const ReplayQuality quality = measure_quality(run.words);
  std::printf(
      "%zu events, %zu words; latency p50 %.0f us, p99 %.0f us, max %.0f us; keystrokes saved %s\n",
      run.events, run.words.size(), all.percentile(0.5), all.percentile(0.99), all.max(),
      or_dash(quality.ksr).c_str());
}

void print_tables(const ReplayRun& run, const nlohmann::ordered_json& baseline) {
  std::printf("%-10s %7s %9s %9s %9s %9s   (us)\n", "event", "count", "p50", "p95", "p99", "max");
  for (int i = 0; i < kEventKinds; ++i) {
    const auto kind = static_cast<EventKind>(i);
    const Latencies all = run.latencies(kind);
    if (all.count() == 0) continue;
    std::printf("%-10s %7zu %9.0f %9.0f %9.0f %9.0f\n", event_kind_name(kind), all.count(),
                all.percentile(0.5), all.percentile(0.95), all.percentile(0.99), all.max());
  }
  const ReplayQuality quality = measure_quality(run.words);
  std::printf("over budget %s; tokens evaluated %lld, reused %lld; memory %.1f MB\n",
              or_dash(run.over_budget()).c_str(),
              static_cast<long long>(run.counters.tokens_evaluated),
              static_cast<long long>(run.counters.tokens_reused), run.memory_mb);
  std::printf("keystrokes saved %s; among three %s; word error after autocorrect %s\n",
              or_dash(quality.ksr).c_str(), or_dash(quality.top3).c_str(),
              or_dash(quality.wer_autocorrect).c_str());
  if (baseline.is_null()) return;
  std::printf("\n%-34s %12s %12s\n", "figure", "baseline", "now");
  const auto print_number = [](const std::optional<double>& value) {
    value ? std::printf(" %12.5g", *value) : std::printf(" %12s", "-");
  };
  for (const Comparison& row : compare_runs(run.to_json(), baseline)) {
    std::printf("%-34s", row.name.c_str());
    print_number(row.before);
    print_number(row.now);
    std::printf("\n");
  }
}

int run_replay(const ReplayArguments& arguments) {
  // Everything that was named is read before the work starts, so that a slip costs nothing.
  nlohmann::ordered_json baseline;
  if (!arguments.baseline.empty()) {
    auto read = read_baseline(arguments.baseline);
    if (!read) return fail(read.error());
    baseline = *std::move(read);
  }
  std::vector<Trace> traces;
  for (const std::string& path : arguments.traces) {
    auto trace = read_trace(path);
    if (!trace) return fail(trace.error());
    warn_of_layout(path, trace->header.layout);
    traces.push_back(*std::move(trace));
  }
  auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  ReplayOptions options;
  options.deadline_ms = arguments.deadline_ms;
  if (arguments.play) options.on_word = play_word;
  ReplayRun run;
  for (std::size_t i = 0; i < traces.size(); ++i) {
    replay_trace(*engine, traces[i], arguments.traces[i], options, &run);
  }
  if (auto flushed = (*engine)->history().flush(); !flushed) return fail(flushed.error());
  if (!arguments.report.empty()) {
    const Status written = write_file_atomic(arguments.report, replay_report_html(run, baseline));
    if (!written) return fail(written.error());
    std::fprintf(stderr, "inkling: report written to %s\n", arguments.report.c_str());
  }
  if (arguments.json) return print_json(run.to_json()) ? kExitDone : kExitFailed;
  if (!arguments.play || !baseline.is_null()) print_tables(run, baseline);
  print_summary(run);
  return kExitDone;
}

}  // namespace

void add_replay_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command = app->add_subcommand("replay", "Replay typed-log traces and measure");
  command->add_option("TRACE", arguments->traces, "Trace files; - is standard input")
      ->type_name("FILE")
      ->required();
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  command->add_option("--report", arguments->report, "Write a page with figures and drawings")
      ->type_name("FILE");
  command
      ->add_option("--baseline", arguments->baseline,
                   "Compare with the --json output of an earlier run")
      ->type_name("FILE");
  command->add_option("--deadline-ms", arguments->deadline_ms, "Answer within this time")
      ->check(CLI::Range(0, 3600000));
  CLI::Option* json = command->add_flag("--json", arguments->json, "Print JSON");
  command->add_flag("--play", arguments->play, "Print each word as it is typed")->excludes(json);
  on_run(command, exit_code, [arguments] { return run_replay(*arguments); });
}

}  // namespace inkling
