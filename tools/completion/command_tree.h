// The commands, options and values of a command line, as completion needs them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace inkling {

/// What may stand behind an option, or as an argument.
enum class ValueKind {
  kNone,  // nothing: the option is a flag, the command takes no arguments
  kText,  // anything: nothing to offer
  kFile,
  kFolder,
  kWords,  // one of a few
};

struct CompletionValue {
  ValueKind kind = ValueKind::kNone;
  std::vector<std::string> words = {};  // kWords
};

struct CompletionOption {
  std::vector<std::string> names;  // with their dashes: "-h", "--help"
  std::string help;
  CompletionValue value;
};

struct CompletionCommand {
  std::string path;  // "eval next-word"; "" for the program itself
  std::vector<std::pair<std::string, std::string>> commands;  // name and help of those below
  std::vector<CompletionOption> options;
  CompletionValue argument;  // of its arguments, the most telling
};

/// `program` and every command below it, each before those below it. What an option takes is read
/// from its CLI11 type: FILE, FOLDER, or a choice in braces.
std::vector<CompletionCommand> completion_commands(const CLI::App& program);

}  // namespace inkling
