// inkling trace: check typed-log traces, simulate new ones, import logs.
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/json_output.h"
#include "tools/layout_option.h"
#include "tools/trace/trace.h"
#include "tools/trace_privacy.h"

namespace inkling {
namespace {

struct TraceArguments {
  std::vector<std::string> files;
  bool json = false;
  bool strict = false;
};

nlohmann::ordered_json counts_json(const std::string& path, const Trace& trace) {
  std::array<std::size_t, kEventKinds> counts{};
  for (const TraceEvent& event : trace.events) ++counts.at(static_cast<std::size_t>(event.kind));
  nlohmann::ordered_json by_kind = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.at(i) > 0) by_kind[event_kind_name(static_cast<EventKind>(i))] = counts.at(i);
  }
  const double duration = trace.events.empty() ? 0 : trace.events.back().t - trace.events.front().t;
  return {{"file", path},
          {"language", trace.header.language},
          {"layout", trace.header.layout},
          {"source", trace.header.source},
          {"auto_capitals", trace.header.auto_capitals},
          {"double_space_stop", trace.header.double_space_stop},
          {"events", trace.events.size()},
          {"duration_ms", duration},
          {"counts", std::move(by_kind)}};
}

void print_counts(const nlohmann::ordered_json& json) {
  std::printf("%s: %zu events in %.1f s, %s, %s\n", json["file"].get<std::string>().c_str(),
              json["events"].get<std::size_t>(), json["duration_ms"].get<double>() / 1000,
              json["language"].get<std::string>().c_str(),
              json["layout"].get<std::string>().c_str());
  for (const auto& [kind, count] : json["counts"].items()) {
    std::printf("  %-10s %8zu\n", kind.c_str(), count.get<std::size_t>());
  }
}

/// Where, but not what: messages end up in logs of their own.
nlohmann::ordered_json private_json(const std::vector<PrivateFind>& finds) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const PrivateFind& find : finds) {
    out.push_back({{"event", find.event}, {"kind", private_kind_name(find.kind)}});
  }
  return out;
}

void warn_of_private(const std::string& path, const std::vector<PrivateFind>& finds) {
  for (const PrivateFind& find : finds) {
    std::fprintf(stderr, "inkling: %s: event %zu: %s\n", path.c_str(), find.event,
                 private_kind_words(find.kind));
  }
}

int run_check(const TraceArguments& arguments) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  int exit_code = kExitDone;
  bool any_private = false;
  for (const std::string& path : arguments.files) {
    const auto trace = read_trace(path);
    if (!trace) {
      exit_code = fail(trace.error());
      continue;
    }
    warn_of_layout(path, trace->header.layout);
    const auto finds = find_private(*trace);
    warn_of_private(path, finds);
    any_private = any_private || !finds.empty();
    all.push_back(counts_json(path, *trace));
    if (!arguments.json) print_counts(all.back());
    all.back()["private"] = private_json(finds);
  }
  if (arguments.json && !print_json(all)) return kExitFailed;
  if (exit_code == kExitDone && arguments.strict && any_private) return kExitFailed;
  return exit_code;
}

}  // namespace

void add_trace_command(CLI::App* app, int* exit_code) {
  CLI::App* trace = app->add_subcommand("trace", "Check typed-log traces, simulate or import them");
  trace->require_subcommand(1);
  add_simulate_command(trace, exit_code);
  add_import_command(trace, exit_code);
  auto arguments = std::make_shared<TraceArguments>();
  CLI::App* check = trace->add_subcommand(
      "check", "Validate traces, count their events, say what in them looks private");
  check->add_option("FILE", arguments->files, "Trace files; - is standard input")->required();
  check->add_flag("--json", arguments->json, "Print JSON");
  check->add_flag("--strict", arguments->strict, "Exit with 1 where anything looks private");
  on_run(check, exit_code, [arguments] { return run_check(*arguments); });
}

}  // namespace inkling
