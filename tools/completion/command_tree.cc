#include "tools/completion/command_tree.h"

#include <sstream>

namespace inkling {
namespace {

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

/// Of "TEXT:{one,two}": one and two.
std::vector<std::string> choice(const std::string& type) {
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', begin);
  std::vector<std::string> words;
  if (begin == std::string::npos || end == std::string::npos) return words;
  std::istringstream in(type.substr(begin + 1, end - begin - 1));
  for (std::string word; std::getline(in, word, ',');) words.push_back(word);
  return words;
}

CompletionValue value_of(const CLI::Option& option) {
  if (option.get_expected_max() == 0 || option.get_type_size_max() == 0) return {};
  const std::string type = option.get_type_name();
  // An argument has a name of its own, "TEXT_FILE", "PACK_DIR".
  const std::string both = type + " " + (option.get_positional() ? option.get_name(true) : "");
  if (auto words = choice(type); !words.empty()) return {ValueKind::kWords, std::move(words)};
  if (has(both, "FOLDER") || has(both, "DIR")) return {ValueKind::kFolder};
  return {has(both, "FILE") ? ValueKind::kFile : ValueKind::kText};
}

void add(const CLI::App& app, const std::string& path, std::vector<CompletionCommand>* out) {
  CompletionCommand command;
  command.path = path;
  for (const CLI::Option* option : app.get_options()) {
    const CompletionValue value = value_of(*option);
    if (option->get_positional()) {
      const bool telling = value.kind > ValueKind::kText;
      if (command.argument.kind == ValueKind::kNone ||
          (telling && command.argument.kind == ValueKind::kText)) {
        command.argument = value;
      }
      continue;
    }
    CompletionOption known{{}, option->get_description(), value};
    for (const std::string& name : option->get_snames()) known.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) known.names.push_back("--" + name);
    command.options.push_back(std::move(known));
  }
  const auto below = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* next : below) {
    command.commands.emplace_back(next->get_name(), next->get_description());
  }
  out->push_back(std::move(command));
  for (const CLI::App* next : below) {
    add(*next, path.empty() ? next->get_name() : path + " " + next->get_name(), out);
  }
}

}  // namespace

std::vector<CompletionCommand> completion_commands(const CLI::App& program) {
  std::vector<CompletionCommand> out;
  add(program, "", &out);
  return out;
}

}  // namespace inkling
