// inkling type: the demo keyboard in a terminal.
#include <cstdio>
#include <memory>

#include "cache/history.h"
#include "demo_keyboard/controller.h"
#include "demo_keyboard/terminal.h"
#include "tools/command.h"
#include "tools/engine_options.h"

namespace inkling {
namespace {

struct TypeArguments {
  EngineArguments engine;
  std::string layout = "qwerty";
  bool no_learning = false;
};

int run_type(const TypeArguments& arguments) {
  auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  KeyboardController controller(*engine,
                                {.layout = arguments.layout, .no_learning = arguments.no_learning});
  if (auto ran = run_terminal_keyboard(&controller); !ran) {
    std::fprintf(stderr, "inkling: %s\n", ran.error().message.c_str());
    return kExitFailed;
  }
  if (auto flushed = (*engine)->history().flush(); !flushed) return fail(flushed.error());
  return kExitDone;
}

}  // namespace

void add_type_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<TypeArguments>();
  CLI::App* command = app->add_subcommand("type", "Type in the terminal, with suggestions");
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  command->add_option("--layout", arguments->layout, "Keyboard layout")->capture_default_str();
  command->add_flag("--no-learning", arguments->no_learning, "Learn nothing from what is typed");
  on_run(command, exit_code, [arguments] { return run_type(*arguments); });
}

}  // namespace inkling
