#include <string_view>

#include "tools/completion/scripts.h"
#include "tools/completion/shell_text.h"

namespace inkling {
namespace {

constexpr const char* kHead =
    R"(# fish completion for inkling, from `inkling completion fish`. To use it now:
#   inkling completion fish | source
# and for good: inkling completion fish >~/.config/fish/completions/inkling.fish

)";

constexpr const char* kMain = R"(
# Do the commands $argv[1] stand in front of the cursor?
function __inkling_at
  set -l at ''
  set -l before ''
  for word in (commandline -opc)[2..-1]
    if contains -- "$at $before" $__inkling_values
      set before ''
      continue
    end
    set before $word
    set -l next (string trim -- "$at $word")
    contains -- $next $__inkling_commands; and set at $next
  end
  test "$at" = "$argv[1]"
end

complete -c inkling -f
)";

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// "complete -c inkling -n '…'" for what stands behind the commands `path`.
std::string complete_at(const std::string& path) {
  return "complete -c inkling -n " + fish_quoted("__inkling_at " + fish_quoted(path));
}

std::string value_flags(const CompletionValue& value) {
  switch (value.kind) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kText:
      return " -x";
    case ValueKind::kFile:
      return " -r -F";
    case ValueKind::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::kWords:
      return " -x -a " + fish_quoted(joined(value.words));
  }
  return "";
}

std::string argument_flags(const CompletionValue& value) {
  switch (value.kind) {
    case ValueKind::kFile:
      return " -F";
    case ValueKind::kFolder:
      return " -a '(__fish_complete_directories)'";
    case ValueKind::kWords:
      return " -a " + fish_quoted(joined(value.words));
    case ValueKind::kNone:
    case ValueKind::kText:
      break;
  }
  return "";
}

std::string option_line(const std::string& path, const CompletionOption& option) {
  std::string out = complete_at(path);
  for (const std::string& name : option.names) {
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return out + value_flags(option.value) + " -d " + fish_quoted(option.help) + "\n";
}

}  // namespace

std::string fish_completion(const std::vector<CompletionCommand>& commands) {
  std::string paths = "set -g __inkling_commands";
  std::string values = "# Options that a value follows.\nset -g __inkling_values";
  std::string rules;
  for (const CompletionCommand& command : commands) {
    if (!command.path.empty()) paths += " " + fish_quoted(command.path);
    for (const auto& [name, help] : command.commands) {
      rules += complete_at(command.path) + " -a " + name + " -d " + fish_quoted(help) + "\n";
    }
    for (const CompletionOption& option : command.options) {
      rules += option_line(command.path, option);
      if (option.value.kind == ValueKind::kNone) continue;
      for (const std::string& name : option.names) {
        values += " " + fish_quoted(value_key(command.path, name));
      }
    }
    const std::string argument = argument_flags(command.argument);
    if (!command.path.empty() && !argument.empty()) {
      rules += complete_at(command.path) + argument + "\n";
    }
  }
  return std::string(kHead) + paths + "\n" + values + "\n" + kMain + rules;
}

}  // namespace inkling
