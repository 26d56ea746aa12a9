// inkling bench: latency and memory of the engine with its pack, ratios first.
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/bench_operations.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

struct BenchArguments {
  EngineArguments engine;
  std::vector<std::string> names;
  bool list = false;
  bool json = false;
};

int list_operations(bool as_json) {
  Json json = {{"operations", Json::array()}};
  for (const BenchOperation& one : bench_operations()) {
    json["operations"].push_back({{"name", one.name}, {"what", one.what}});
    if (!as_json) std::printf("%-16s %s\n", one.name, one.what);
  }
  return !as_json || print_json(json) ? kExitDone : kExitFailed;
}

std::string number(const Json& value) { return value.is_null() ? "-" : json_text(value); }

/// Each name and value of `json[part]`, if it is there.
void print_numbers(const Json& json, const char* part, const char* before) {
  if (!json.contains(part)) return;
  for (const auto& [name, value] : json[part].items()) {
    std::printf("%-31s %10s\n", (before + name).c_str(), number(value).c_str());
  }
}

void print_latencies(const Json& json, const char* part, const char* before) {
  if (!json.contains(part)) return;
  for (const auto& [name, value] : json[part].items()) {
    std::printf("%-31s", (before + name).c_str());
    for (const char* share : {"p50", "p95", "p99"}) {
      std::printf(" %10s %s", value.is_null() ? "-" : number(value[share]).c_str(), share);
    }
    std::printf(" us\n");
  }
}

void print_text(const Json& json) {
  print_numbers(json, "ratios", "");
  print_latencies(json, "latency_us", "");
  print_latencies(json, "model_us", "model, ");
  print_numbers(json, "history", "history, ");
  print_numbers(json, "allocations", "allocations, ");
  print_numbers(json, "memory_mb", "MB, ");
  for (const char* name : {"open_ms", "kernel"}) {
    if (!json.contains(name)) continue;
    const Json& value = json[name];
    std::printf("%-31s %10s\n", name,
                value.is_string() ? value.get<std::string>().c_str() : number(value).c_str());
  }
  if (json.contains("note")) std::printf("%s\n", json["note"].get<std::string>().c_str());
}

int run_bench(const BenchArguments& arguments) {
  if (arguments.list) return list_operations(arguments.json);
  EngineOptions options;
  options.pack_dir = resolve_pack(arguments.engine.pack);
  if (options.pack_dir.empty()) {
    return fail(
        make_error(ErrorCode::kNotFound, "no language pack to measure; name one with --pack"));
  }
  const auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  const auto json =
      measure_operations(*engine, options, {arguments.names.begin(), arguments.names.end()});
  if (!json) return fail(json.error());
  if (arguments.json) return print_json(*json) ? kExitDone : kExitFailed;
  print_text(*json);
  return kExitDone;
}

}  // namespace

void add_bench_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<BenchArguments>();
  CLI::App* command = app->add_subcommand("bench", "Latency and memory, ratios first");
  std::vector<std::string> names;
  for (const BenchOperation& one : bench_operations()) names.emplace_back(one.name);
  command->add_option("NAME", arguments->names, "Measure these alone (else all); see --list")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  add_pack_option(command, &arguments->engine);
  command->add_flag("--list", arguments->list, "Say what can be measured, by name");
  command->add_flag("--json", arguments->json, "Print JSON");
  add_bench_family(command, exit_code);
  on_run(command, exit_code, [arguments, command, exit_code] {
    // A subcommand has run already.
    return command->get_subcommands().empty() ? run_bench(*arguments) : *exit_code;
  });
}

}  // namespace inkling
