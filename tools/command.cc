#include "tools/command.h"

#include <cstdio>
#include <utility>

namespace inkling {

ExitCode exit_code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return kExitUsage;
    case ErrorCode::kNotFound:
    case ErrorCode::kCorrupt:
    case ErrorCode::kUnsupported:
      return kExitBadInput;
    default:
      return kExitFailed;
  }
}

ExitCode fail(const Error& error) {
  std::fprintf(stderr, "inkling: %s\n", error.message.c_str());
  return exit_code_of(error);
}

void on_run(CLI::App* command, int* exit_code, std::function<int()> run) {
  command->callback([exit_code, run = std::move(run)] { *exit_code = run(); });
}

}  // namespace inkling
