// --layout: a keyboard layout by its name.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace inkling {

/// Adds --layout to `command`. A name that is no layout is bad usage, and is answered with the
/// names that there are.
void add_layout_option(CLI::App* command, std::string* layout,
                       const std::string& help = "Keyboard layout");

/// Says on standard error that the trace `source` names a layout that there is not, and that it is
/// read as QWERTY. Nothing for one that there is.
void warn_of_layout(const std::string& source, const std::string& layout);

}  // namespace inkling
