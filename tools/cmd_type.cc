// inkling type: the demo keyboard in a terminal.
#include <memory>
#include <string>
#include <utility>

#include "demo_keyboard/controller.h"
#include "demo_keyboard/terminal.h"
#include "demo_keyboard/wakeup.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/layout_option.h"

namespace inkling {
namespace {

struct TypeArguments {
  EngineArguments engine;
  std::string layout = "qwerty";
  bool no_learning = false;
  std::string recordings;
};

int run_type(const TypeArguments& arguments) {
  KeyboardOptions options;
  options.engine.pack_dir = resolve_pack(arguments.engine.pack);
  options.engine.history_path = arguments.engine.history;
  options.session.layout = arguments.layout;
  options.session.no_learning = arguments.no_learning;
  const Wakeup wakeup;
  options.on_change = [&wakeup] { wakeup.wake(); };
  KeyboardController controller(std::move(options));
  if (auto ran = run_terminal_keyboard(&controller, wakeup, arguments.recordings); !ran)
    return fail(ran.error());
  if (auto closed = controller.close(); !closed) return fail(closed.error());
  return kExitDone;
}

}  // namespace

void add_type_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<TypeArguments>();
  CLI::App* command = app->add_subcommand("type", "Type in the terminal, with suggestions");
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  add_layout_option(command, &arguments->layout);
  command->add_flag("--no-learning", arguments->no_learning, "Learn nothing from what is typed");
  command
      ->add_option("--recordings", arguments->recordings,
                   "Where F3 proposes to record to (else the working folder)")
      ->type_name("FOLDER");
  on_run(command, exit_code, [arguments] { return run_type(*arguments); });
}

}  // namespace inkling
