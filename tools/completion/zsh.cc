#include "tools/completion/scripts.h"
#include "tools/completion/shell_text.h"

namespace inkling {
namespace {

constexpr const char* kHead = R"(#compdef inkling
# zsh completion for inkling, from `inkling completion zsh`. To use it now, behind compinit:
#   source <(inkling completion zsh)
# and for good: inkling completion zsh >_inkling in a folder of $fpath

)";

// The names path, words, commands and options are zsh's own.
constexpr const char* kMain = R"(
_inkling() {
  local cur="${words[CURRENT]}" at= before= word kind i
  local -a choices subs flags
  for ((i = 2; i < CURRENT; ++i)); do
    word="${words[i]}"
    if [[ $before == -* ]]; then
      _inkling_value "$at $before"
      if [[ -n $kind ]]; then
        before=
        continue
      fi
    fi
    before="$word"
    if [[ $word == -* ]]; then
      [[ $word == *=* ]] && before=
      continue
    fi
    _inkling_at "$at"
    (( ${subs[(I)$word:*]} )) && at="${at:+$at }$word"
  done
  if [[ $cur == --*=* ]]; then
    before="${cur%%=*}"
    compset -P '*='
  fi
  kind=
  [[ $before == -* ]] && _inkling_value "$at $before"
  if [[ -z $kind ]]; then
    _inkling_at "$at"
    if [[ $cur == -* ]]; then
      _describe -o option flags
      return
    fi
    # Some take arguments where others take one of their commands.
    (( $#subs )) && _describe command subs
    _inkling_value "$at"
  fi
  case "$kind" in
    words) compadd -- $choices ;;
    files) _files ;;
    folders) _files -/ ;;
  esac
}

# Sourced, it makes itself known; from a folder of $fpath it is this call's body.
if [[ "$funcstack[1]" == _inkling ]]; then
  _inkling "$@"
else
  compdef _inkling inkling
fi
)";

/// 'name:what it is', as _describe wants it.
std::string described(const std::string& name, const std::string& help) {
  return shell_quoted(name + ":" + help);
}

void add_value(const std::string& key, const CompletionValue& value, std::string* out) {
  if (value.kind == ValueKind::kNone) return;
  *out += "    " + shell_quoted(key) + ") kind=" + kind_word(value.kind);
  if (value.kind == ValueKind::kWords) *out += " choices=(" + joined(value.words) + ")";
  *out += " ;;\n";
}

}  // namespace

std::string zsh_completion(const std::vector<CompletionCommand>& commands) {
  std::string at;
  std::string values;
  for (const CompletionCommand& command : commands) {
    std::vector<std::string> below;
    std::vector<std::string> options;
    for (const auto& [name, help] : command.commands) below.push_back(described(name, help));
    for (const CompletionOption& option : command.options) {
      for (const std::string& name : option.names) {
        options.push_back(described(name, option.help));
        add_value(value_key(command.path, name), option.value, &values);
      }
    }
    at += "    " + shell_quoted(command.path) + ")\n      subs=(" + joined(below) +
          ")\n      flags=(" + joined(options) + ") ;;\n";
    if (!command.path.empty()) add_value(command.path, command.argument, &values);
  }
  return std::string(kHead) +
         "# The commands and options behind the commands $1.\n"
         "_inkling_at() {\n  subs=() flags=()\n  case \"$1\" in\n" +
         at +
         "  esac\n}\n\n"
         "# What an option, or a command as an argument, takes: \"suggest --pack\", \"replay\".\n"
         "_inkling_value() {\n  kind= choices=()\n  case \"$1\" in\n" +
         values + "  esac\n}\n" + kMain;
}

}  // namespace inkling
