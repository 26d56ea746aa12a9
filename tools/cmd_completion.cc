// inkling completion: a script by which a shell completes this command line.
#include <cstdio>
#include <memory>
#include <string>

#include "tools/command.h"
#include "tools/completion/command_tree.h"
#include "tools/completion/scripts.h"

namespace inkling {
namespace {

int run_completion(const CLI::App& program, const std::string& shell) {
  const auto commands = completion_commands(program);
  const std::string script = shell == "bash"  ? bash_completion(commands)
                             : shell == "zsh" ? zsh_completion(commands)
                                              : fish_completion(commands);
  const bool written = std::fputs(script.c_str(), stdout) >= 0;
  return std::fflush(stdout) == 0 && written ? kExitDone : kExitFailed;
}

}  // namespace

void add_completion_command(CLI::App* app, int* exit_code) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app->add_subcommand(
      "completion", "Print a script by which bash, zsh or fish completes `inkling`");
  command->add_option("SHELL", *shell, "Which one; the script says how to use it")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  on_run(command, exit_code, [app, shell] { return run_completion(*app, *shell); });
}

}  // namespace inkling
