#include "tools/completion/scripts.h"
#include "tools/completion/shell_text.h"

namespace inkling {
namespace {

constexpr const char* kHead =
    R"(# bash completion for inkling, from `inkling completion bash`. To use it now:
#   source <(inkling completion bash)
# and for good: inkling completion bash >~/.local/share/bash-completion/completions/inkling

)";

constexpr const char* kMain = R"(
_inkling() {
  local cur="${COMP_WORDS[COMP_CWORD]}" path= before= word i kind words commands options below=
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word="${COMP_WORDS[i]}"
    [[ $word == = ]] && continue # bash makes three words of --pack=FOLDER
    if [[ $before == -* ]]; then
      _inkling_value "$path $before"
      if [[ -n $kind ]]; then
        before=
        continue
      fi
    fi
    before="$word"
    [[ $word == -* ]] && continue
    _inkling_at "$path"
    [[ " $commands " == *" $word "* ]] && path="${path:+$path }$word"
  done
  [[ $cur == = ]] && cur=
  kind=
  [[ $before == -* ]] && _inkling_value "$path $before"
  if [[ -z $kind ]]; then
    _inkling_at "$path"
    if [[ $cur == -* ]]; then
      kind=words words="$options"
    else
      # Some take arguments where others take one of their commands.
      below="$commands"
      _inkling_value "$path"
    fi
  fi
  case "$kind" in
    words) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur") ;;
    files)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      ;;
    folders)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      ;;
  esac
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$below" -- "$cur")
}
complete -F _inkling inkling
)";

void add_value(const std::string& key, const CompletionValue& value, std::string* out) {
  if (value.kind == ValueKind::kNone) return;
  *out += "    " + shell_quoted(key) + ") kind=" + kind_word(value.kind);
  if (value.kind == ValueKind::kWords) *out += " words=" + shell_quoted(joined(value.words));
  *out += " ;;\n";
}

}  // namespace

std::string bash_completion(const std::vector<CompletionCommand>& commands) {
  std::string at;
  std::string values;
  for (const CompletionCommand& command : commands) {
    std::vector<std::string> below;
    std::vector<std::string> options;
    for (const auto& [name, help] : command.commands) below.push_back(name);
    for (const CompletionOption& option : command.options) {
      for (const std::string& name : option.names) {
        options.push_back(name);
        add_value(value_key(command.path, name), option.value, &values);
      }
    }
    at += "    " + shell_quoted(command.path) + ") commands=" + shell_quoted(joined(below)) +
          " options=" + shell_quoted(joined(options)) + " ;;\n";
    if (!command.path.empty()) add_value(command.path, command.argument, &values);
  }
  return std::string(kHead) +
         "# The commands and options behind the commands $1.\n"
         "_inkling_at() {\n  commands= options=\n  case \"$1\" in\n" +
         at +
         "  esac\n}\n\n"
         "# What an option, or a command as an argument, takes: \"suggest --pack\", \"replay\".\n"
         "_inkling_value() {\n  kind= words=\n  case \"$1\" in\n" +
         values + "  esac\n}\n" + kMain;
}

}  // namespace inkling
