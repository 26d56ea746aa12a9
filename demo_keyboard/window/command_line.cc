#include "demo_keyboard/window/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "demo_keyboard/window/theme.h"
#include "engine/layout.h"
#include "tools/command.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

void add_options(CLI::App* app, CommandLine* line) {
  std::vector<std::string> theme_names;
  for (const Theme& theme : themes()) theme_names.push_back(theme.name.toStdString());
  add_pack_option(app, &line->engine);
  add_history_option(app, &line->engine);
  app->add_option("--layout", line->layout, "Keyboard layout")
      ->check(CLI::IsMember(Layout::names()))
      ->capture_default_str();
  app->add_option("--theme", line->theme, "Colours (else as dark as the desktop)")
      ->check(CLI::IsMember(theme_names));
  app->add_option("--font-size", line->font_size, "Points; everything grows with it")
      ->check(CLI::Range(6.0, 40.0));
  app->add_option("--deadline-ms", line->deadline_ms, "Time for each strip")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app->add_flag("--incognito", line->incognito, "Learn nothing from what is typed");
  app->add_flag("--panel", line->panel, "Unfold the side panel");
  app->add_option("--type", line->type, "Type this text at the start");
  app->add_option("--play", line->play, "Play this trace");
  app->add_option("--speed", line->speed, "How many times as fast; 0: without waiting")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  CLI::Option* screenshot =
      app->add_option("--screenshot", line->screenshot, "Save a picture of the window and leave");
  app->add_option("--after-ms", line->after_ms, "When to take the picture")
      ->check(CLI::Range(0, 600000))
      ->needs(screenshot)
      ->capture_default_str();
  app->add_flag("--why", line->why, "Let the picture show why the words are offered")
      ->needs(screenshot);
  app->add_flag("--emoji", line->emoji, "Let the picture show the page of emoji")
      ->needs(screenshot);
  app->add_option("--tap", line->tap, "Let the picture show what else this word of the text may be")
      ->needs(screenshot);
  app->add_flag("--time-first-frame", line->time_first_frame, "Say how long the first frame took");
}

std::optional<int> fail_with(const std::string& message, int code) {
  std::fprintf(stderr, "inkling_keyboard: %s\n", message.c_str());
  return code;
}

}  // namespace

std::optional<int> parse_command_line(int argc, const char* const* argv, CommandLine* line) {
  CLI::App app{"The demo keyboard in a window: type, click, and see why words are offered."};
  app.name("inkling_keyboard");
  add_options(&app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 reports --help as an error of code 0; everything else is bad usage.
    return app.exit(error) == 0 ? kExitDone : kExitUsage;
  }
  std::error_code ignored;
  const std::string& pack = line->engine.pack;
  if (!pack.empty() && !fs::is_directory(pack, ignored)) {
    return fail_with(pack + ": no such folder; --pack wants the folder of a language pack",
                     kExitBadInput);
  }
  if (!set("DISPLAY") && !set("WAYLAND_DISPLAY") && !set("QT_QPA_PLATFORM")) {
    return fail_with("there is no display; type in the terminal instead: inkling type",
                     kExitFailed);
  }
  return std::nullopt;
}

std::string find_above(const std::string& below) {
  std::error_code ignored;
  if (fs::exists(below, ignored)) return below;
  fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  while (!folder.empty() && folder != folder.root_path()) {
    if (fs::exists(folder / below, ignored)) return (folder / below).string();
    folder = folder.parent_path();
  }
  return {};
}

}  // namespace inkling
