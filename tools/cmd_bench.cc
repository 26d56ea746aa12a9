// inkling bench: latency and memory of the engine with its pack, ratios first.
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "engine/inkling.h"
#include "engine/model/kernels.h"
#include "engine/session/engine_impl.h"
#include "tools/bench_history.h"
#include "tools/bench_history_file.h"
#include "tools/bench_model.h"
#include "tools/bench_typing.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/memory.h"
#include "tools/metrics.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kTypingRounds = 3;
constexpr int kModelRounds = 60;
constexpr int kOpenings = 5;
constexpr std::size_t kHistoryWords = 20000;
constexpr int kHistoryRounds = 3;
constexpr std::size_t kHistoryNgrams = 400'000;

struct BenchArguments {
  EngineArguments engine;
  bool json = false;
};

/// Milliseconds from nothing to the first suggestions; the median of a few.
double measure_opening(const EngineOptions& options) {
  Latencies openings;
  for (int i = 0; i < kOpenings; ++i) {
    const Stopwatch watch;
    const auto engine = Engine::open(options);
    if (!engine) return 0;
    Session session(*engine);
    (void)session.suggest({});
    openings.add(watch.micros());
  }
  return openings.percentile(0.5) / 1000;
}

Result<Json> measure_ratios(const Engine& engine, std::string* note) {
  Json ratios = {{"incremental_vs_full", nullptr},
                 {"incremental_vs_floor", nullptr},
                 {"int8_vs_f32", nullptr}};
  const MobileBert* model = parts_of(engine).primary().model.get();
  if (model == nullptr) {
    *note = "the pack has no model, so there are no ratios";
    return ratios;
  }
  if (model->config().attention == Attention::kBidirectional) {
    *note = "the model is bidirectional and reuses nothing, so there are no ratios";
    return ratios;
  }
  // The other way to hold the same weights.
  const bool eight_bits = std::string(model->kernel_name()) == kernels().name;
  const auto other = MobileBert::open(parts_of(engine).primary().pack_dir,
                                      eight_bits ? Precision::kFloat32 : Precision::kInt8);
  if (!other) return other.error();
  const auto times = measure_model(*model, other->get(), kModelRounds);
  if (!times) return times.error();
  const double in_8_bits = eight_bits ? times->token : times->other_token;
  const double in_floats = eight_bits ? times->other_token : times->token;
  ratios["int8_vs_f32"] = rounded(in_8_bits / in_floats, 2);
  ratios["incremental_vs_full"] = rounded(times->full / times->token, 2);
  ratios["incremental_vs_floor"] = rounded(times->token / times->read_weights, 2);
  *note = "incremental_vs_full: " + std::to_string(times->windows) + " full window(s) of " +
          std::to_string(times->window) + " tokens, " +
          std::to_string(times->windows * times->window) + " tokens in all (" +
          std::to_string(std::lround(times->full)) + " us), over one appended token (" +
          std::to_string(std::lround(times->token)) +
          " us); each with the next piece's distribution. incremental_vs_floor: that token over "
          "reading " +
          std::to_string(model->weight_bytes() + model->vocabulary_bytes()) +
          " bytes of weights and vocabulary (" + std::to_string(std::lround(times->read_weights)) +
          " us). int8_vs_f32: one token with weights held in 8 bits (" +
          std::to_string(std::lround(in_8_bits)) + " us) over the same in float32 (" +
          std::to_string(std::lround(in_floats)) + " us). Medians of interleaved rounds.";
  return ratios;
}

/// Microseconds, and how many times as long a letter takes beside a long history; then what a file
/// with many n-grams takes to open and holds.
Result<Json> measure_long_history(const EngineOptions& options) {
  const auto times = measure_history(options, kHistoryWords, kHistoryRounds);
  if (!times) return times.error();
  Json json = {{"words", times->words}, {"personal", times->personal}};
  const auto add = [&json](const std::string& name, const Latencies& full, const Latencies& empty) {
    const double slow = full.percentile(0.5);
    const double quick = empty.percentile(0.5);
    json[name + "_p50"] = rounded(slow, 0);
    json[name + "_p50_empty"] = rounded(quick, 0);
    json[name + "_ratio"] = quick > 0 ? Json(rounded(slow / quick, 2)) : Json(nullptr);
  };
  add("letter", times->full.letter, times->empty.letter);
  add("first_letter", times->full.first_letter, times->empty.first_letter);
  json["learn_mean"] = rounded(times->learn_micros, 1);
  const auto file = measure_history_file(kHistoryWords, kHistoryNgrams, kOpenings);
  if (!file) return file.error();
  json["ngrams"] = file->ngrams;
  json["open_ms"] = rounded(file->open.percentile(0.5) / 1000, 1);
  json["memory_mb"] = file->held_mb > 0 ? Json(rounded(file->held_mb, 1)) : Json(nullptr);
  return json;
}

void print_text(const Json& json) {
  const auto number = [](const Json& value) {
    return value.is_null() ? std::string("-") : json_text(value);
  };
  for (const auto& [name, value] : json["ratios"].items()) {
    std::printf("%-22s %10s\n", name.c_str(), number(value).c_str());
  }
  for (const auto& [name, value] : json["latency_us"].items()) {
    std::printf("%-22s %10s p50 %10s p95 %10s p99 us\n", name.c_str(), number(value["p50"]).c_str(),
                number(value["p95"]).c_str(), number(value["p99"]).c_str());
  }
  for (const auto& [name, value] : json["history"].items()) {
    std::printf("history %-22s %10s\n", name.c_str(), number(value).c_str());
  }
  for (const auto& [name, value] : json["allocations"].items()) {
    std::printf("allocations, %-9s %10s\n", name.c_str(), number(value).c_str());
  }
  std::printf("%-22s %10s MB\n%-22s %10s MB\n%-22s %10s\n%-22s %10s\n%s\n", "resident",
              number(json["memory_mb"]["rss"]).c_str(), "pack",
              number(json["memory_mb"]["pack"]).c_str(), "open_ms", number(json["open_ms"]).c_str(),
              "kernel", json["kernel"].is_null() ? "-" : json["kernel"].get<std::string>().c_str(),
              json["note"].get<std::string>().c_str());
}

int run_bench(const BenchArguments& arguments) {
  EngineOptions options;
  options.pack_dir = resolve_pack(arguments.engine.pack);
  if (options.pack_dir.empty()) {
    return fail(
        make_error(ErrorCode::kNotFound, "no language pack to measure; name one with --pack"));
  }
  const auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  std::fprintf(stderr, "inkling: typing\n");
  const TypingTimes typing = measure_typing(*engine, kTypingRounds);
  // Before anything else takes memory that a keyboard would not.
  const double resident = resident_mb();
  std::fprintf(stderr, "inkling: model\n");
  std::string note;
  auto ratios = measure_ratios(**engine, &note);
  if (!ratios) return fail(ratios.error());
  std::fprintf(stderr, "inkling: history\n");
  auto history = measure_long_history(options);
  if (!history) return fail(history.error());
  std::fprintf(stderr, "inkling: opening\n");
  const double open_ms = measure_opening(options);
  Json json = {{"ratios", *std::move(ratios)},
               {"latency_us",
                {{"letter", typing.letter.to_json()},
                 {"first_letter", typing.first_letter.to_json()},
                 {"commit", typing.commit.to_json()},
                 {"space", typing.space.to_json()},
                 {"cursor_jump", typing.cursor_jump.to_json()}}},
               {"history", *std::move(history)},
               {"allocations",
                {{"letter", rounded(typing.letter_allocations, 1)},
                 {"commit", rounded(typing.commit_allocations, 1)}}},
               {"memory_mb",
                {{"rss", rounded(resident, 2)}, {"pack", rounded(folder_mb(options.pack_dir), 2)}}},
               {"open_ms", rounded(open_ms, 2)},
               {"kernel", nullptr},
               {"note", note}};
  if (const auto& model = parts_of(**engine).primary().model) json["kernel"] = model->kernel_name();
  if (arguments.json) return print_json(json) ? kExitDone : kExitFailed;
  print_text(json);
  return kExitDone;
}

}  // namespace

void add_bench_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<BenchArguments>();
  CLI::App* command = app->add_subcommand("bench", "Latency and memory, ratios first");
  add_pack_option(command, &arguments->engine);
  command->add_flag("--json", arguments->json, "Print JSON");
  add_bench_family(command, exit_code);
  on_run(command, exit_code, [arguments, command, exit_code] {
    // A subcommand has run already.
    return command->get_subcommands().empty() ? run_bench(*arguments) : *exit_code;
  });
}

}  // namespace inkling
