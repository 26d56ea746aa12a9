// inkling history: what the engine has learned from a person, to see, move and forget.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cache/history/history.h"
#include "platform/file.h"
#include "tools/command.h"
#include "tools/json_output.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

struct HistoryArguments {
  std::string file;
  std::vector<std::string> words;
  std::string other;  // import: the JSON to read; export: the file to write
  std::string prefix;
  std::size_t limit = 50;
  bool json = false;
};

/// What may happen when the history file is not there.
enum class WhenMissing { kFail, kCreate };

/// Opens a history that is whole. Opening would set a damaged file aside and salvage it, which is
/// right for a keyboard and a surprise for someone who only looks: here it is an error.
Result<std::unique_ptr<History>> open_history(const std::string& path, WhenMissing missing) {
  std::error_code ignored;
  if (missing == WhenMissing::kFail || std::filesystem::exists(path, ignored)) {
    const auto check = History::check_file(path);
    if (!check) return check.error();
    if (!check->intact) {
      const std::string problem =
          check->problems.empty() ? "unknown damage" : check->problems.front();
      return make_error(ErrorCode::kCorrupt, path + " is damaged: " + problem);
    }
  }
  std::vector<Error> warnings;
  History::Options options;
  options.path = path;
  auto history = History::open(options, &warnings);
  for (const Error& warning : warnings) {
    std::fprintf(stderr, "inkling: %s\n", warning.message.c_str());
  }
  const HistoryStatus status = history->status();
  if (status.in_memory) {
    return make_error(ErrorCode::kIo, path + ": cannot be used: " + status.reason);
  }
  return history;
}

Json words_json(const std::vector<HistoryWord>& words) {
  Json list = Json::array();
  for (const HistoryWord& word : words) {
    list.push_back({{"text", word.text},
                    {"count", word.count},
                    {"last_used", word.last_used},
                    {"personal", word.personal},
                    {"blocked", word.blocked}});
  }
  return list;
}

int run_show(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  const HistoryStatus status = (*history)->status();
  const auto words = (*history)->words(arguments.prefix, arguments.limit);
  const auto shortcuts = (*history)->shortcuts();
  if (arguments.json) {
    Json shortcut_list = Json::object();
    for (const auto& [typed, expansion] : shortcuts) shortcut_list[typed] = expansion;
    const Json json = {{"total_words", status.words},
                       {"total_ngrams", status.ngrams},
                       {"words", words_json(words)},
                       {"shortcuts", std::move(shortcut_list)}};
    return print_json(json) ? kExitDone : kExitFailed;
  }
  std::printf("%zu words, %zu n-grams, %zu shortcuts\n", status.words, status.ngrams,
              shortcuts.size());
  for (const HistoryWord& word : words) {
    std::printf("%10.2f  %s%s%s\n", word.count, word.text.c_str(),
                word.personal ? "  (personal)" : "", word.blocked ? "  (blocked)" : "");
  }
  for (const auto& [typed, expansion] : shortcuts) {
    std::printf("  shortcut  %s -> %s\n", typed.c_str(), expansion.c_str());
  }
  return kExitDone;
}

int run_export(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  std::ostringstream text;
  if (auto written = (*history)->export_json(text); !written) return fail(written.error());
  if (!arguments.other.empty()) {
    if (auto saved = write_file_atomic(arguments.other, text.str()); !saved) {
      return fail(saved.error());
    }
    return kExitDone;
  }
  std::cout << text.str();
  if (!text.str().ends_with('\n')) std::cout << '\n';
  std::cout.flush();
  return std::cout.good() ? kExitDone : kExitFailed;
}

int run_import(const HistoryArguments& arguments) {
  std::string text;
  if (arguments.other == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  } else {
    auto read = read_file(arguments.other);
    if (!read) return fail(read.error());
    text = *std::move(read);
  }
  const auto history = open_history(arguments.file, WhenMissing::kCreate);
  if (!history) return fail(history.error());
  std::istringstream in(text);
  if (auto taken = (*history)->import_json(in); !taken) {
    // Whatever the reason, it lies in the file that was named.
    fail(taken.error());
    return kExitBadInput;
  }
  if (auto flushed = (*history)->flush(); !flushed) return fail(flushed.error());
  const HistoryStatus status = (*history)->status();
  std::fprintf(stderr, "inkling: the history now holds %zu words\n", status.words);
  return kExitDone;
}

/// forget, block, unblock: `change` applied to every word that was named.
int run_words(const HistoryArguments& arguments, WhenMissing missing,
              void (History::*change)(std::string_view)) {
  const auto history = open_history(arguments.file, missing);
  if (!history) return fail(history.error());
  for (const std::string& word : arguments.words) ((**history).*change)(word);
  if (auto flushed = (*history)->flush(); !flushed) return fail(flushed.error());
  return kExitDone;
}

int run_clear(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  if (auto cleared = (*history)->clear(); !cleared) return fail(cleared.error());
  return kExitDone;
}

int run_check(const HistoryArguments& arguments) {
  const auto check = History::check_file(arguments.file);
  if (!check) return fail(check.error());
  if (arguments.json) {
    Json rows = Json::object();
    for (const auto& [table, count] : check->row_counts) rows[table] = count;
    const Json json = {{"intact", check->intact},
                       {"schema_version", check->schema_version},
                       {"rows", std::move(rows)},
                       {"problems", check->problems}};
    if (!print_json(json)) return kExitFailed;
  } else {
    for (const auto& [table, count] : check->row_counts) {
      std::printf("%-12s %10lld\n", table.c_str(), static_cast<long long>(count));
    }
  }
  if (check->intact) return kExitDone;
  for (const std::string& problem : check->problems) {
    std::fprintf(stderr, "inkling: %s: %s\n", arguments.file.c_str(), problem.c_str());
  }
  return kExitBadInput;
}

CLI::App* add_action(CLI::App* history, const char* name, const char* help,
                     HistoryArguments* arguments) {
  CLI::App* action = history->add_subcommand(name, help);
  action->add_option("FILE", arguments->file, "The history file")->required();
  return action;
}

void add_word_action(CLI::App* history, int* exit_code, const char* name, const char* help,
                     WhenMissing missing, void (History::*change)(std::string_view)) {
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(history, name, help, arguments.get());
  action->add_option("WORD", arguments->words, "Words")->required();
  on_run(action, exit_code,
         [arguments, missing, change] { return run_words(*arguments, missing, change); });
}

}  // namespace

void add_history_command(CLI::App* app, int* exit_code) {
  CLI::App* history = app->add_subcommand("history", "What was learned from a person");
  history->require_subcommand(1);

  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(history, "show", "The words used most", arguments.get());
  action->add_option("--prefix", arguments->prefix, "Only words that begin so");
  action->add_option("--limit", arguments->limit, "How many")->capture_default_str();
  action->add_flag("--json", arguments->json, "Print JSON");
  on_run(action, exit_code, [arguments] { return run_show(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(history, "export", "Everything, as readable JSON", arguments.get());
  action->add_option("--out", arguments->other, "Write to this file (else standard output)");
  on_run(action, exit_code, [arguments] { return run_export(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(history, "import", "Add what export wrote", arguments.get());
  action->add_option("JSON_FILE", arguments->other, "The export; - is standard input")->required();
  on_run(action, exit_code, [arguments] { return run_import(*arguments); });

  add_word_action(history, exit_code, "forget", "Remove words and all that names them",
                  WhenMissing::kFail, &History::forget);
  add_word_action(history, exit_code, "block", "Never suggest these words", WhenMissing::kCreate,
                  &History::block);
  add_word_action(history, exit_code, "unblock", "Allow these words again", WhenMissing::kFail,
                  &History::unblock);

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(history, "clear", "Remove everything, without residue", arguments.get());
  on_run(action, exit_code, [arguments] { return run_clear(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action =
      add_action(history, "check", "Is the file whole? Prints its row counts", arguments.get());
  action->add_flag("--json", arguments->json, "Print JSON");
  on_run(action, exit_code, [arguments] { return run_check(*arguments); });
}

}  // namespace inkling
