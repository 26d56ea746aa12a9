// inkling eval: accuracy of the next word, keystroke savings, correction.
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "engine/pack/language_parts.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/eval_completion.h"
#include "tools/eval_correction.h"
#include "tools/eval_gesture.h"
#include "tools/eval_next_word.h"
#include "tools/eval_perplexity.h"
#include "tools/eval_personal.h"
#include "tools/eval_text.h"
#include "tools/gesture_set.h"
#include "tools/items.h"
#include "tools/json_output.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

struct EvalArguments {
  EngineArguments engine;
  std::string file;
  EvalOptions options;
  std::string misses;  // path; empty: none
  bool json = false;
};

int print_result(const EvalArguments& arguments, const Json& json) {
  if (arguments.json) return print_json(json) ? kExitDone : kExitFailed;
  std::fputs(eval_text(json).c_str(), stdout);
  return std::fflush(stdout) == 0 ? kExitDone : kExitFailed;
}

/// Reads with `read`, opens the engine and measures with `evaluate`.
template <typename Read, typename Evaluate>
int run_eval(const EvalArguments& arguments, Read read, Evaluate evaluate) {
  const auto input = read(arguments.file);
  if (!input) return fail(input.error());
  const auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  EvalOptions options = arguments.options;
  std::ofstream misses;
  if (!arguments.misses.empty()) {
    misses.open(arguments.misses);
    options.misses = &misses;
  }
  const Json json = evaluate(*engine, *input, options).to_json();
  if (!arguments.misses.empty() && !misses.flush()) {
    return fail(make_error(ErrorCode::kIo, arguments.misses + ": cannot be written"));
  }
  return print_result(arguments, json);
}

/// Asks the language model alone: no session, no history.
int run_perplexity(const EvalArguments& arguments) {
  const auto lines = read_text_lines(arguments.file);
  if (!lines) return fail(lines.error());
  std::vector<Degradation> lost;
  const auto language = open_language(resolve_pack(arguments.engine.pack), &lost);
  print_lost(lost);
  const auto result = evaluate_perplexity(*language, *lines, arguments.options.limit);
  if (!result) return fail(result.error());
  return print_result(arguments, result->to_json());
}

/// Two engines: a history is read by all fields of one.
int run_personal(const EvalArguments& arguments) {
  const auto lines = read_text_lines(arguments.file);
  if (!lines) return fail(lines.error());
  const auto off = open_engine(arguments.engine);
  if (!off) return fail(off.error());
  const auto on = open_engine(arguments.engine);
  if (!on) return fail(on.error());
  return print_result(arguments, evaluate_personal(*off, *on, *lines, arguments.options).to_json());
}

std::shared_ptr<EvalArguments> add_file_arguments(CLI::App* command, const char* file_name,
                                                  const char* file_help) {
  auto arguments = std::make_shared<EvalArguments>();
  command->add_option(file_name, arguments->file, file_help)->required();
  add_pack_option(command, &arguments->engine);
  command->add_option("--limit", arguments->options.limit, "Only the first N items");
  command->add_flag("--json", arguments->json, "Print JSON");
  return arguments;
}

std::shared_ptr<EvalArguments> add_arguments(CLI::App* command, const char* file_name,
                                             const char* file_help) {
  auto arguments = add_file_arguments(command, file_name, file_help);
  command->add_option("--deadline-ms", arguments->options.deadline_ms,
                      "Time for each answer, milliseconds (else as long as it takes)");
  return arguments;
}

}  // namespace

void add_eval_command(CLI::App* app, int* exit_code) {
  CLI::App* eval = app->add_subcommand("eval", "Measure quality on a text or a set of slips");
  eval->require_subcommand(1);
  constexpr const char* kTextHelp = "UTF-8 text, one context a line; - is standard input";

  CLI::App* next_word = eval->add_subcommand("next-word", "Is the next word among the first?");
  auto arguments = add_arguments(next_word, "TEXT_FILE", kTextHelp);
  next_word->add_flag("--both-sides", arguments->options.both_sides,
                      "The rest of the line stands right of the cursor");
  on_run(next_word, exit_code,
         [arguments] { return run_eval(*arguments, read_text_lines, evaluate_next_word); });

  CLI::App* completion = eval->add_subcommand("completion", "Keystrokes saved with three slots");
  arguments = add_arguments(completion, "TEXT_FILE", kTextHelp);
  on_run(completion, exit_code,
         [arguments] { return run_eval(*arguments, read_text_lines, evaluate_completion); });

  CLI::App* personal =
      eval->add_subcommand("personal", "What learning brings while the text is typed once");
  arguments = add_arguments(personal, "TEXT_FILE", kTextHelp);
  on_run(personal, exit_code, [arguments] { return run_personal(*arguments); });

  CLI::App* perplexity =
      eval->add_subcommand("perplexity", "How surprising the known words of a text are");
  arguments = add_file_arguments(perplexity, "TEXT_FILE", kTextHelp);
  on_run(perplexity, exit_code, [arguments] { return run_perplexity(*arguments); });

  CLI::App* correction = eval->add_subcommand("correction", "Slips mended, good words harmed");
  arguments = add_arguments(correction, "TSV_FILE",
                            "Columns typo, correct, left, right, taps; - is standard input");
  correction
      ->add_option("--misses", arguments->misses,
                   "Write what went wrong to this TSV: typo, correct, committed, left, strip")
      ->type_name("FILE");
  on_run(correction, exit_code,
         [arguments] { return run_eval(*arguments, read_correction_set, evaluate_correction); });

  CLI::App* gesture = eval->add_subcommand("gesture", "Words drawn over the keys, read right");
  arguments = add_arguments(gesture, "FILE",
                            "JSON Lines with word, points and maybe left; or a text, whose words "
                            "a simulated finger draws; - is standard input");
  gesture
      ->add_option("--misses", arguments->misses,
                   "Write what was read wrong to this TSV: word, read, left, others")
      ->type_name("FILE");
  on_run(gesture, exit_code,
         [arguments] { return run_eval(*arguments, read_gesture_set, evaluate_gesture); });
}

}  // namespace inkling
