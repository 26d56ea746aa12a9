// inkling: suggestions, replays, measurements and packs from the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

#include "tools/command.h"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"On-device keyboard suggestions: type, replay, measure, and look after packs."};
  app.name("inkling");
  app.require_subcommand(1);
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
