// The subcommands of `inkling`: each adds itself to the command line and leaves its exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "platform/result.h"

namespace inkling {

/// Exit codes of every command; an interface that scripts count on.
enum ExitCode : int { kExitDone = 0, kExitFailed = 1, kExitUsage = 2, kExitBadInput = 3 };

/// The exit code for an error: bad arguments 2, a bad or missing input file 3, else 1.
ExitCode exit_code_of(const Error& error);
/// Prints `error` on standard error and returns its exit code.
ExitCode fail(const Error& error);

/// Runs `run` when `command` was chosen; its result becomes `*exit_code`.
void on_run(CLI::App* command, int* exit_code, std::function<int()> run);

// Every function adds one subcommand to `app`; `exit_code` must outlive the parsing.
void add_suggest_command(CLI::App* app, int* exit_code);
void add_type_command(CLI::App* app, int* exit_code);
void add_session_command(CLI::App* app, int* exit_code);
void add_replay_command(CLI::App* app, int* exit_code);
void add_eval_command(CLI::App* app, int* exit_code);
void add_trace_command(CLI::App* app, int* exit_code);
// `app` is the command `trace`.
void add_simulate_command(CLI::App* app, int* exit_code);
void add_import_command(CLI::App* app, int* exit_code);
void add_history_command(CLI::App* app, int* exit_code);
void add_pack_command(CLI::App* app, int* exit_code);
void add_bench_command(CLI::App* app, int* exit_code);
/// `app` is the command `bench`.
void add_bench_family(CLI::App* app, int* exit_code);
void add_tune_command(CLI::App* app, int* exit_code);
/// `app` is the whole program: the script knows all of its commands.
void add_completion_command(CLI::App* app, int* exit_code);
// `inkling tune weights` and the like, for add_tune_command().
void add_tune_weights(CLI::App* tune, int* exit_code);
void add_tune_gesture(CLI::App* tune, int* exit_code);
void add_tune_decision(CLI::App* tune, int* exit_code);

}  // namespace inkling
