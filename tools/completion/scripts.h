// Scripts by which shells complete a command line.
#pragma once

#include <string>
#include <vector>

#include "tools/completion/command_tree.h"

namespace inkling {

// Each gives a whole script for the program `inkling`. They read no file and need no other package:
// all that they know is written into them.
std::string bash_completion(const std::vector<CompletionCommand>& commands);
std::string zsh_completion(const std::vector<CompletionCommand>& commands);
std::string fish_completion(const std::vector<CompletionCommand>& commands);

}  // namespace inkling
