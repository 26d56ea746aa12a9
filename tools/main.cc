// inkling: suggestions, replays, measurements and packs from the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/version.h"

namespace {

/// Says which commands there are where a word that should be one is none.
bool names_commands(const CLI::App& app, int argc, char** argv) {
  const CLI::App* at = &app;
  std::string path = "inkling";
  for (int i = 1; i < argc && at->get_require_subcommand_min() > 0; ++i) {
    const std::string word = argv[i];
    if (word.empty() || word.front() == '-') return true;
    const CLI::App* next = nullptr;
    std::string names;
    for (const CLI::App* command : at->get_subcommands({})) {
      if (command->get_name() == word) next = command;
      names += " " + command->get_name();
    }
    if (next == nullptr) {
      std::fprintf(stderr, "%s: there is no command \"%s\"; there are:%s\n", path.c_str(),
                   word.c_str(), names.c_str());
      return false;
    }
    at = next;
    path += " " + word;
  }
  return true;
}

/// --version is answered without a command.
struct VersionFlags {
  bool asked = false;
  bool verbose = false;
};

void add_version_flags(CLI::App* app, VersionFlags* flags) {
  CLI::Option* version = app->add_flag("--version", flags->asked, "Print the version and exit");
  app->add_flag("--verbose", flags->verbose,
                "With --version: the pack, the kernels, the libraries and the build, too")
      ->needs(version);
}

void parse(CLI::App* app, const VersionFlags& flags, int argc, char** argv) {
  app->parse(argc, argv);
  if (!flags.asked && app->get_subcommands().empty()) throw CLI::RequiredError::Subcommand(1);
}

int print_version(const VersionFlags& flags) {
  std::string text = inkling::version_line();
  if (flags.verbose) text += inkling::version_details(inkling::resolve_pack({}));
  std::fputs(text.c_str(), stdout);
  return std::fflush(stdout) == 0 ? inkling::kExitDone : inkling::kExitFailed;
}

int run(int argc, char** argv) {
  CLI::App app{"On-device keyboard suggestions: type, replay, measure, and look after packs."};
  app.name("inkling");
  VersionFlags version;
  add_version_flags(&app, &version);
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
  inkling::add_completion_command(&app, &exit_code);
  app.require_subcommand(1);
  if (!names_commands(app, argc, argv)) return inkling::kExitUsage;
  // --version needs none; parse() asks for it otherwise.
  app.require_subcommand(0, 1);
  try {
    parse(&app, version, argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 reports --help as an error of code 0; everything else is bad usage.
    return app.exit(error) == 0 ? inkling::kExitDone : inkling::kExitUsage;
  }
  return version.asked ? print_version(version) : exit_code;
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
