// --layout: a keyboard layout by its name.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace inkling {

/// Adds --layout to `command`. A name that is no layout is bad usage, and is answered with the
/// names that there are.
void add_layout_option(CLI::App* command, std::string* layout,
                       const std::string& help = "Keyboard layout");

}  // namespace inkling
