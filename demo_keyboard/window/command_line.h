// What the window's program is told on its command line.
#pragma once

#include <optional>
#include <string>

#include "tools/engine_options.h"

namespace inkling {

struct CommandLine {
  EngineArguments engine;
  std::string layout = "qwerty";
  std::string theme;     // empty: as dark as the desktop
  double font_size = 0;  // points; 0: the desktop's
  int64_t deadline_ms = 30;
  bool incognito = false;
  bool panel = false;
  std::string type;  // typed at the start
  std::string play;  // a trace
  double speed = 1;
  std::string screenshot;
  int after_ms = 1500;
  bool why = false;    // the picture shows why words are offered
  bool emoji = false;  // or the page of emoji
  std::string tap;     // or what else this word of the text may have been
  bool time_first_frame = false;
};

/// An exit code when there is nothing more to do: after --help, or a message on standard error.
std::optional<int> parse_command_line(int argc, const char* const* argv, CommandLine* line);

/// `below` in the working folder or a folder above the program; empty when there is none.
std::string find_above(const std::string& below);

}  // namespace inkling
