// inkling history: what the engine has learned from a person, to see, move, mend and forget.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "cache/history/history.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "tools/command.h"
#include "tools/history_file.h"
#include "tools/history_show.h"
#include "tools/import_source.h"
#include "tools/json_output.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

struct HistoryArguments {
  std::string file;
  std::vector<std::string> words;
  std::string other;      // import: the file to read; export: the file to write
  std::string expansion;  // of a shortcut
  HistoryShowOptions show;
  std::string sort = "count";
  bool json = false;
};

/// The names of HistorySort, in its order.
std::vector<std::string> sorts() { return {"count", "recent", "alphabet"}; }

int run_show(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  HistoryShowOptions options = arguments.show;
  options.now = Clock::system().wall_seconds();
  const std::vector<std::string> names = sorts();
  options.sort = static_cast<HistorySort>(std::find(names.begin(), names.end(), arguments.sort) -
                                          names.begin());
  const HistoryOverview overview = (*history)->overview(0);
  if (!arguments.json) {
    std::fputs(history_text(overview, options).c_str(), stdout);
    return std::fflush(stdout) == 0 ? kExitDone : kExitFailed;
  }
  const HistoryStatus status = (*history)->status();
  Json json = {{"total_words", status.words}, {"total_ngrams", status.ngrams}};
  json.update(history_json(overview, options));
  return print_json(json) ? kExitDone : kExitFailed;
}

int run_export(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  if (arguments.other.empty()) {
    const Status written = (*history)->export_json(std::cout);
    return written.ok() ? kExitDone : fail(written.error());
  }
  std::ostringstream text;
  if (auto written = (*history)->export_json(text); !written) return fail(written.error());
  if (auto saved = write_file_atomic(arguments.other, text.str()); !saved) {
    return fail(saved.error());
  }
  return kExitDone;
}

/// Puts `text` into the history. A file that is not there yet is made only for a good one.
Result<HistoryImport> take_in(const std::string& file, const std::string& text) {
  const auto into = [&](History* history) {
    std::istringstream in(text);
    return history->import_from(in);
  };
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    auto tried = into(History::open({}, nullptr).get());
    if (!tried) return tried;
  }
  const auto history = open_history(file, WhenMissing::kCreate);
  if (!history) return history.error();
  auto taken = into(history->get());
  if (!taken) return taken;
  if (auto flushed = (*history)->flush(); !flushed) return flushed.error();
  return taken;
}

int run_import(const HistoryArguments& arguments) {
  if (Status there = check_history_path(arguments.file, WhenMissing::kCreate); !there.ok()) {
    return fail(there.error());
  }
  const std::string source = arguments.other == "-" ? "standard input" : arguments.other;
  const auto text = read_import_source(arguments.other);
  if (!text) {
    // What could not be opened names its file; what was not understood does not.
    const bool named = text.error().message.find(source) != std::string::npos;
    return fail(named ? text.error()
                      : make_error(text.error().code, source + ": " + text.error().message));
  }
  const auto taken = take_in(arguments.file, *text);
  if (!taken) {
    const Error& error = taken.error();
    const bool ours = error.message.starts_with(arguments.file);
    return fail(ours ? error : make_error(error.code, source + ": " + error.message));
  }
  std::fprintf(stderr, "inkling: %s: %s\n", source.c_str(), taken->sentence().c_str());
  if (!arguments.json) return kExitDone;
  Json reasons = Json::object();
  for (const auto& [why, times] : taken->reasons) reasons[why] = times;
  const Json json = {{"format", taken->format},     {"entries", taken->entries},
                     {"words", taken->words},       {"shortcuts", taken->shortcuts},
                     {"left_out", taken->left_out}, {"reasons", std::move(reasons)}};
  return print_json(json) ? kExitDone : kExitFailed;
}

/// Why a word was not changed.
struct Refusal {
  ExitCode code = kExitFailed;
  std::string message;
};
using Change = std::function<std::optional<Refusal>(History*, const std::string&)>;

std::optional<Refusal> add_word(History* history, const std::string& word) {
  const Status done = history->add_personal(word);
  if (done.ok()) return std::nullopt;
  return Refusal{exit_code_of(done.error()), "\"" + word + "\": " + done.error().message};
}

std::optional<Refusal> forget_word(History* history, const std::string& word) {
  if (!history->knows(word)) {
    return Refusal{kExitFailed, "the history does not know \"" + word + "\""};
  }
  history->forget(word);
  return std::nullopt;
}

std::optional<Refusal> block_word(History* history, const std::string& word) {
  history->block(word);
  if (history->is_blocked(word)) return std::nullopt;
  return Refusal{kExitUsage,
                 "\"" + word + "\" cannot be blocked: it must be 1 to 48 bytes of text"};
}

std::optional<Refusal> unblock_word(History* history, const std::string& word) {
  if (!history->is_blocked(word)) return Refusal{kExitFailed, "\"" + word + "\" is not blocked"};
  history->unblock(word);
  return std::nullopt;
}

std::optional<Refusal> remove_shortcut(History* history, const std::string& typed) {
  if (!history->shortcut(typed)) {
    return Refusal{kExitFailed, "there is no shortcut \"" + typed + "\""};
  }
  history->remove_shortcut(typed);
  return std::nullopt;
}

/// `change` applied to every word that was named; those that it refuses are named, the others done.
int run_words(const HistoryArguments& arguments, WhenMissing missing, const Change& change) {
  const auto history = open_history(arguments.file, missing);
  if (!history) return fail(history.error());
  int code = kExitDone;
  for (const std::string& word : arguments.words) {
    const auto refused = change(history->get(), word);
    if (!refused) continue;
    std::fprintf(stderr, "inkling: %s\n", refused->message.c_str());
    if (code == kExitDone) code = refused->code;
  }
  if (auto flushed = (*history)->flush(); !flushed) return fail(flushed.error());
  return code;
}

int run_set_shortcut(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kCreate);
  if (!history) return fail(history.error());
  const Status set = (*history)->set_shortcut(arguments.other, arguments.expansion);
  if (!set.ok()) return fail(set.error());
  if (auto flushed = (*history)->flush(); !flushed) return fail(flushed.error());
  return kExitDone;
}

int run_list_shortcuts(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  Json json = Json::object();
  for (const auto& [typed, expansion] : (*history)->shortcuts()) {
    json[typed] = expansion;
    if (!arguments.json) std::printf("%s\t%s\n", typed.c_str(), expansion.c_str());
  }
  if (!arguments.json) return kExitDone;
  return print_json(json) ? kExitDone : kExitFailed;
}

int run_clear(const HistoryArguments& arguments) {
  const auto history = open_history(arguments.file, WhenMissing::kFail);
  if (!history) return fail(history.error());
  if (auto cleared = (*history)->clear(); !cleared) return fail(cleared.error());
  return kExitDone;
}

int run_check(const HistoryArguments& arguments) {
  if (Status there = check_history_path(arguments.file, WhenMissing::kFail); !there.ok()) {
    return fail(there.error());
  }
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
                     WhenMissing missing, const Change& change) {
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(history, name, help, arguments.get());
  action->add_option("WORD", arguments->words, "Words")->required();
  on_run(action, exit_code,
         [arguments, missing, change] { return run_words(*arguments, missing, change); });
}

void add_show(CLI::App* history, int* exit_code) {
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(
      history, "show", "What was learned, in words. Counts halve every 60 days", arguments.get());
  HistoryShowOptions& show = arguments->show;
  action->add_option("--prefix", show.prefix, "Only words that begin so");
  action->add_option("--limit", show.limit, "How many of each kind, 0: all")->capture_default_str();
  action->add_option("--sort", arguments->sort, "Words by count, recent or alphabet")
      ->check(CLI::IsMember(sorts()))
      ->capture_default_str();
  action->add_flag("--json", arguments->json, "Print JSON");
  on_run(action, exit_code, [arguments] { return run_show(*arguments); });
}

void add_moving(CLI::App* history, int* exit_code) {
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(history, "export", "Everything, as readable JSON", arguments.get());
  action->add_option("--out", arguments->other, "Write to this file (else standard output)")
      ->type_name("FILE");
  on_run(action, exit_code, [arguments] { return run_export(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(history, "import",
                      "Add an export, or another keyboard's dictionary: Gboard's (.zip or .txt), a "
                      "combined list (Android's keyboard, HeliBoard, FlorisBoard), or one word a "
                      "line",
                      arguments.get());
  action->add_option("OTHER", arguments->other, "What to read; - is standard input")
      ->required()
      ->type_name("FILE");
  action->add_flag("--json", arguments->json, "Print what was taken in as JSON");
  on_run(action, exit_code, [arguments] { return run_import(*arguments); });
}

void add_shortcuts(CLI::App* history, int* exit_code) {
  CLI::App* shortcut = history->add_subcommand("shortcut", "What is put in place of what is typed");
  shortcut->require_subcommand(1);
  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action = add_action(shortcut, "set", "Add or change one", arguments.get());
  action->add_option("TYPED", arguments->other, "What is typed, \"omw\"")->required();
  action->add_option("EXPANSION", arguments->expansion, "What it stands for, \"on my way\"")
      ->required();
  on_run(action, exit_code, [arguments] { return run_set_shortcut(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(shortcut, "remove", "Remove some", arguments.get());
  action->add_option("TYPED", arguments->words, "What is typed")->required();
  on_run(action, exit_code,
         [arguments] { return run_words(*arguments, WhenMissing::kFail, remove_shortcut); });

  arguments = std::make_shared<HistoryArguments>();
  action = add_action(shortcut, "list", "All, one a line: typed, a tab, what it stands for",
                      arguments.get());
  action->add_flag("--json", arguments->json, "Print JSON");
  on_run(action, exit_code, [arguments] { return run_list_shortcuts(*arguments); });
}

}  // namespace

void add_history_command(CLI::App* app, int* exit_code) {
  CLI::App* history = app->add_subcommand("history", "What was learned from a person");
  history->require_subcommand(1);
  add_show(history, exit_code);
  add_moving(history, exit_code);
  add_word_action(history, exit_code, "add", "Make these words the person's own",
                  WhenMissing::kCreate, add_word);
  add_word_action(history, exit_code, "forget", "Remove words and all that names them",
                  WhenMissing::kFail, forget_word);
  add_word_action(history, exit_code, "block", "Never suggest these words", WhenMissing::kCreate,
                  block_word);
  add_word_action(history, exit_code, "unblock", "Allow these words again", WhenMissing::kFail,
                  unblock_word);
  add_shortcuts(history, exit_code);

  auto arguments = std::make_shared<HistoryArguments>();
  CLI::App* action =
      add_action(history, "clear", "Remove everything, without residue", arguments.get());
  on_run(action, exit_code, [arguments] { return run_clear(*arguments); });

  arguments = std::make_shared<HistoryArguments>();
  action =
      add_action(history, "check", "Is the file whole? Prints its row counts", arguments.get());
  action->add_flag("--json", arguments->json, "Print JSON");
  on_run(action, exit_code, [arguments] { return run_check(*arguments); });
}

}  // namespace inkling
