// inkling trace import: the logs of other keyboards and of studies as traces.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tools/command.h"
#include "tools/json_output.h"
#include "tools/layout_option.h"
#include "tools/logs/import_logs.h"
#include "tools/logs/trace_output.h"

namespace inkling {
namespace {

struct ImportArguments {
  std::vector<std::string> files;
  std::string from;
  std::string out;
  std::string layout = "qwerty";
  std::string language = "en-US";
  bool json = false;
};

nlohmann::ordered_json counts_json(const ImportCounts& counts, std::size_t traces) {
  return {{"traces", traces},
          {"texts", counts.texts},
          {"events", counts.events},
          {"picks", counts.picks},
          {"corrections", counts.corrections},
          {"jumps", counts.jumps},
          {"differing", counts.differing},
          {"went_back", counts.went_back},
          {"bad_rows", counts.bad_rows},
          {"late_rows", counts.late_rows},
          {"repaired", counts.repaired},
          {"unknown_keys", counts.unknown_keys}};
}

void say(std::size_t count, const char* what) {
  if (count > 0) std::fprintf(stderr, "inkling: %zu %s\n", count, what);
}

void print_counts(const ImportCounts& counts, std::size_t traces) {
  std::fprintf(stderr, "inkling: %zu traces of %zu texts, %zu events\n", traces, counts.texts,
               counts.events);
  say(counts.picks, "words came at once, and are picks");
  say(counts.corrections, "corrections of the other keyboard are left to this engine");
  say(counts.jumps, "changes that no key makes are jumps of the cursor");
  say(counts.differing, "texts are not what their keys give (a mouse, a selection)");
  say(counts.went_back, "times went back");
  say(counts.repaired, "rows were no UTF-8, and were repaired");
  say(counts.late_rows, "rows of a text that had ended are left out");
  if (counts.bad_rows > 0) {
    std::fprintf(stderr, "inkling: %zu rows are left out; the first: %s\n", counts.bad_rows,
                 counts.first_bad.c_str());
  }
  for (const auto& [name, count] : counts.unknown_keys) {
    std::fprintf(stderr, "inkling: unknown key \"%s\", %zu times\n", name.c_str(), count);
  }
}

int run_import(const ImportArguments& arguments) {
  const bool to_output = arguments.out == "-";
  if (arguments.json && to_output) {
    return fail(make_error(ErrorCode::kInvalidArgument,
                           "--json and the trace would both go to standard output; name a file "
                           "with -o"));
  }
  if (arguments.from == "text") {
    return fail(make_error(ErrorCode::kInvalidArgument,
                           "a text does not say how it was typed; simulated fingers type it: "
                           "inkling trace simulate " +
                               arguments.files.front() + " --out trace.jsonl"));
  }
  TraceOutput output(arguments.out, {arguments.language, arguments.layout, "imported"});
  ImportCounts counts;
  const auto sink = [&](const std::string& name, std::vector<TraceEvent> events) {
    return output.add(name, std::move(events));
  };
  const auto read =
      import_logs(arguments.files, log_format_from_name(arguments.from), sink, &counts);
  if (!read) return fail(read.error());
  if (auto finished = output.finish(); !finished) return fail(finished.error());
  print_counts(counts, output.traces());
  if (arguments.json && !print_json(counts_json(counts, output.traces()))) return kExitFailed;
  return kExitDone;
}

}  // namespace

void add_import_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = app->add_subcommand(
      "import", "Turn logs of other keyboards into traces (Aalto's typing studies, TextTest)");
  command->add_option("FILE", arguments->files, "Logs, or tables of one log; - is standard input")
      ->required();
  command->add_option("--from", arguments->from, "What they are (else they say it themselves)")
      ->check(CLI::IsMember({"aalto", "texttest", "text"}));
  command
      ->add_option("-o,--out", arguments->out,
                   "A folder for a trace each, FILE.jsonl or - (standard output) for a single one")
      ->type_name("FILE_OR_DIR")
      ->required();
  add_layout_option(command, &arguments->layout, "Keyboard layout that the traces name");
  command->add_option("--language", arguments->language, "Language that the traces name")
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Print the counts as JSON");
  on_run(command, exit_code, [arguments] { return run_import(*arguments); });
}

}  // namespace inkling
