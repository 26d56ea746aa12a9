// inkling replay: typed-log traces through the engine, for latency and quality.
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/inkling.h"
#include "platform/file.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/replay/baseline.h"
#include "tools/replay/fail_if.h"
#include "tools/replay/replay_all.h"
#include "tools/replay/report.h"
#include "tools/replay/trace_list.h"

namespace inkling {
namespace {

/// What is done with a run, however it came about.
struct OutputArguments {
  std::string report, csv, save, baseline, fail_if;
  bool json = false;
  bool no_text = false;
};

struct ReplayArguments {
  EngineArguments engine;
  std::vector<std::string> traces;
  std::string list;
  std::string shard;
  std::size_t jobs = 1;
  int64_t deadline_ms = -1;  // negative: no deadline
  bool play = false;
  bool real_time = false;
  OutputArguments output;
};

struct MergeArguments {
  std::vector<std::string> runs;
  OutputArguments output;
};

/// What a run is compared with.
struct Yardstick {
  nlohmann::ordered_json baseline;  // null: nothing
  std::vector<FailCondition> conditions;
};

std::string or_dash(const std::optional<double>& share) {
  if (!share) return "–";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %%", *share * 100);
  return text.data();
}

std::optional<double> value_of(const ReplayRun& run, Figure figure) {
  const auto estimate = run.figures.all().estimate(figure);
  return estimate ? std::optional(estimate->value) : std::nullopt;
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
  const LatencyHistogram all = run.all_latencies();
  std::printf(
      "%zu events, %zu words; latency p50 %.0f us, p99 %.0f us, max %.0f us; keystrokes saved %s\n",
      run.events, run.words, all.percentile(0.5), all.percentile(0.99), all.max(),
      or_dash(value_of(run, Figure::kKeystrokesSaved)).c_str());
}

void print_latencies(const char* name, const LatencyHistogram& all) {
  if (all.count() == 0) return;
  std::printf("%-12s %7llu %9.0f %9.0f %9.0f %9.0f\n", name,
              static_cast<unsigned long long>(all.count()), all.percentile(0.5),
              all.percentile(0.95), all.percentile(0.99), all.max());
}

void print_figures(const ReplayRun& run) {
  if (run.figures.words() == 0) return;
  std::printf("\n%-36s %9s %19s %8s\n", "quality", "", "95 %", "of");
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto figure = static_cast<Figure>(i);
    const auto estimate = run.figures.all().estimate(figure);
    if (!estimate) continue;
    const FigureInfo& info = figure_info(figure);
    const double scale = info.share ? 100 : 1;
    std::printf("%-36s %8.2f%s %8.2f to %7.2f %8llu\n", info.title, estimate->value * scale,
                info.share ? "%" : " ", estimate->low * scale, estimate->high * scale,
                static_cast<unsigned long long>(estimate->count));
  }
}

void print_comparison(const ReplayRun& run, const nlohmann::ordered_json& baseline) {
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

void print_tables(const ReplayRun& run, const nlohmann::ordered_json& baseline) {
  std::printf("%-12s %7s %9s %9s %9s %9s   (us)\n", "event", "count", "p50", "p95", "p99", "max");
  for (int i = 0; i < kEventKinds; ++i) {
    print_latencies(event_kind_name(static_cast<EventKind>(i)),
                    run.by_kind.at(static_cast<std::size_t>(i)));
  }
  for (std::size_t i = 0; i < kStages; ++i) {
    const auto stage = static_cast<Stage>(i);
    if (stage != Stage::kHistory) print_latencies(stage_name(stage), run.by_stage.at(i));
  }
  std::printf(
      "over budget %s; runs of the model %lld, tokens evaluated %lld, reused %lld; "
      "memory %.1f MB\n",
      or_dash(run.over_budget()).c_str(), static_cast<long long>(run.counters.forwards),
      static_cast<long long>(run.counters.tokens_evaluated),
      static_cast<long long>(run.counters.tokens_reused), run.memory_mb);
  print_figures(run);
  print_comparison(run, baseline);
}

/// Read before the work starts, so that a slip costs nothing.
Result<Yardstick> read_yardstick(const OutputArguments& arguments) {
  Yardstick out;
  if (!arguments.baseline.empty()) {
    auto read = read_baseline(arguments.baseline);
    if (!read) return read.error();
    out.baseline = *std::move(read);
  }
  if (arguments.fail_if.empty()) return out;
  if (out.baseline.is_null()) {
    return make_error(ErrorCode::kInvalidArgument,
                      "--fail-if needs a run to compare with: --baseline");
  }
  auto conditions = parse_fail_if(arguments.fail_if);
  if (!conditions) return conditions.error();
  out.conditions = *std::move(conditions);
  return out;
}

Status write_output(const std::string& path, const std::string& text, const char* what) {
  if (path.empty()) return {};
  if (path == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
    return {};
  }
  if (Status written = write_file_atomic(path, text); !written.ok()) return written;
  std::fprintf(stderr, "inkling: %s written to %s\n", what, path.c_str());
  return {};
}

/// Everything that was asked of a run: files, figures, and whether it is good enough.
int put_out(const ReplayRun& run, const OutputArguments& arguments, const Yardstick& yardstick,
            bool tables) {
  Status written;
  if (!arguments.report.empty()) {
    written = write_output(arguments.report, replay_report_html(run, yardstick.baseline), "report");
    if (!written.ok()) return fail(written.error());
  }
  written = write_output(arguments.save,
                         arguments.save.empty() ? "" : run_to_line(run, !arguments.no_text), "run");
  if (!written.ok()) return fail(written.error());
  written = write_output(arguments.csv, arguments.csv.empty() ? "" : run.to_csv(), "figures");
  if (!written.ok()) return fail(written.error());
  const bool piped = arguments.save == "-" || arguments.csv == "-";
  if (arguments.json) {
    if (!print_json(run.to_json())) return kExitFailed;
  } else if (!piped) {
    if (tables) print_tables(run, yardstick.baseline);
    print_summary(run);
  }
  const auto failed = failures(yardstick.conditions, run.to_json(), yardstick.baseline);
  if (!failed) return fail(failed.error());
  for (const std::string& one : *failed) std::fprintf(stderr, "inkling: failed %s\n", one.c_str());
  return failed->empty() ? kExitDone : kExitFailed;
}

int run_replay(const ReplayArguments& arguments) {
  const auto yardstick = read_yardstick(arguments.output);
  if (!yardstick) return fail(yardstick.error());
  Shard shard;
  if (!arguments.shard.empty()) {
    const auto parsed = parse_shard(arguments.shard);
    if (!parsed) return fail(parsed.error());
    shard = *parsed;
  }
  const bool keep_history = !arguments.engine.history.empty();
  if (keep_history && (arguments.jobs > 1 || shard.count > 1)) {
    return fail(make_error(ErrorCode::kInvalidArgument,
                           "one history learns from one trace after the other; leave --jobs and "
                           "--shard out, or --history"));
  }
  auto traces = list_traces(arguments.traces, arguments.list);
  if (!traces) return fail(traces.error());
  if (traces->empty() && arguments.list.empty()) {
    return fail(make_error(ErrorCode::kInvalidArgument,
                           "name a trace, a folder of traces, or a list of them with --list"));
  }
  ReplayJob job;
  job.traces = take_shard(*traces, shard);
  job.threads = arguments.jobs;
  job.keep_history = keep_history;
  job.options.deadline_ms = arguments.deadline_ms;
  job.options.real_time = arguments.real_time;
  const bool wants_misses = !arguments.output.report.empty() || !arguments.output.save.empty();
  job.options.misses = wants_misses && !arguments.output.no_text;
  if (arguments.play) job.options.on_word = play_word;
  job.open = [&arguments](const Clock& clock) { return open_engine(arguments.engine, clock); };
  auto run = replay_all(job);
  if (!run) return fail(run.error());
  return put_out(*run, arguments.output, *yardstick,
                 !arguments.play || !yardstick->baseline.is_null());
}

int run_merge(const MergeArguments& arguments) {
  const auto yardstick = read_yardstick(arguments.output);
  if (!yardstick) return fail(yardstick.error());
  ReplayRun sum;
  for (const std::string& path : arguments.runs) {
    if (const auto added = add_saved_runs(path, &sum); !added.ok()) return fail(added.error());
  }
  sum.sample.sort();
  return put_out(sum, arguments.output, *yardstick, true);
}

void add_output_options(CLI::App* command, OutputArguments* arguments) {
  command->add_option("--report", arguments->report, "Write a page with figures and drawings")
      ->type_name("FILE");
  command->add_option("--csv", arguments->csv, "Write all figures as a table; - is standard output")
      ->type_name("FILE");
  command
      ->add_option("--save", arguments->save,
                   "Write the run as a line for `replay merge`; - is standard output")
      ->type_name("FILE");
  command
      ->add_option("--baseline", arguments->baseline,
                   "Compare with the --json output of an earlier run")
      ->type_name("FILE");
  command
      ->add_option("--fail-if", arguments->fail_if,
                   "End with 1 where the comparison says so: p99>1.2x,top3<-0.5")
      ->type_name("CONDITIONS");
  command->add_flag("--no-text", arguments->no_text,
                    "Leave the worst misses out of report and run: they hold what was typed");
  command->add_flag("--json", arguments->json, "Print JSON");
}

}  // namespace

void add_replay_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command = app->add_subcommand("replay", "Replay typed-log traces and measure");
  command
      ->add_option("TRACE", arguments->traces,
                   "Trace files, or folders of them; - is standard input")
      ->type_name("FILE");
  command
      ->add_option("--list", arguments->list,
                   "A file that names a trace a line; - is standard input")
      ->type_name("FILE");
  command
      ->add_option("--shard", arguments->shard, "Replay the i-th of n parts of the traces, from 1")
      ->type_name("i/n");
  CLI::Option* jobs =
      command->add_option("--jobs", arguments->jobs, "Traces at a time; times are noisy above 1")
          ->check(CLI::Range(1, 1024));
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  command->add_option("--deadline-ms", arguments->deadline_ms, "Answer within this time")
      ->check(CLI::Range(0, 3600000));
  command->add_flag("--real-time", arguments->real_time,
                    "Each event when its trace says, instead of at full speed");
  add_output_options(command, &arguments->output);
  command->add_flag("--play", arguments->play, "Print each word as it is typed")
      ->excludes(command->get_option("--json"))
      ->excludes(jobs);
  auto merge_arguments = std::make_shared<MergeArguments>();
  CLI::App* merge = command->add_subcommand("merge", "Add up runs that were saved with --save");
  merge->add_option("RUN", merge_arguments->runs, "Saved runs; - is standard input")
      ->type_name("FILE")
      ->required();
  add_output_options(merge, &merge_arguments->output);
  on_run(merge, exit_code, [merge_arguments] { return run_merge(*merge_arguments); });
  on_run(command, exit_code,
         [arguments, merge] { return merge->parsed() ? int{kExitDone} : run_replay(*arguments); });
}

}  // namespace inkling
