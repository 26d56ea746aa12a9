// inkling: suggestions, replays, measurements and packs from the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "tools/command.h"

namespace {

/// Says which commands there are where the first word is none of them.
bool names_a_command(const CLI::App& app, int argc, char** argv) {
  const std::string word = argc > 1 ? argv[1] : "";
  if (word.empty() || word.front() == '-') return true;
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == word) return true;
    names += " " + command->get_name();
  }
  std::fprintf(stderr, "inkling: there is no command \"%s\"; there are:%s\n", word.c_str(),
               names.c_str());
  return false;
}

int run(int argc, char** argv) {
  CLI::App app{"On-device keyboard suggestions: type, replay, measure, and look after packs."};
  app.name("inkling");
  app.require_subcommand(1);
  app.set_version_flag("--version", "inkling " INKLING_VERSION, "Print the version and exit");
  int exit_code = inkling::kExitDone;
  inkling::add_suggest_command(&app, &exit_code);
  inkling::add_type_command(&app, &exit_code);
  inkling::add_session_command(&app, &exit_code);
  inkling::add_replay_command(&app, &exit_code);
  inkling::add_eval_command(&app, &exit_code);
  inkling::add_trace_command(&app, &exit_code);
  inkling::add_history_command(&app, &exit_code);
  inkling::add_pack_command(&app, &exit_code);
  inkling::add_bench_command(&app, &exit_code);
  inkling::add_tune_command(&app, &exit_code);
  if (!names_a_command(app, argc, argv)) return inkling::kExitUsage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 reports --help as an error of code 0; everything else is bad usage.
    return app.exit(error) == 0 ? inkling::kExitDone : inkling::kExitUsage;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away is the end of the work, not a reason to be killed before the history
  // is flushed: writes then fail and are noticed.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkling: %s\n", error.what());
    return inkling::kExitFailed;
  }
}
