// inkling suggest: one question, one answer.
#include <cstdio>
#include <memory>
#include <string>

#include "engine/inkling.h"
#include "tokenizer/utf8.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/keys.h"
#include "tools/latency.h"
#include "tools/layout_option.h"

namespace inkling {
namespace {

struct SuggestArguments {
  EngineArguments engine;
  std::string left, typed, right;
  std::string layout = "qwerty";
  int count = 3;
  int64_t deadline_ms = -1;  // negative: no deadline
  bool json = false;
  bool why = false;
};

void print_reasons(const Suggestions& suggestions) {
  std::printf("\n%-20s %9s %9s %9s %9s\n", "nats", "model", "lexicon", "history", "channel");
  for (const Suggestion& s : suggestions.items) {
    std::printf("%-20s", s.text.c_str());
    for (const double said :
         {s.reasons.model, s.reasons.lexicon, s.reasons.history, s.reasons.channel}) {
      if (said > kNoReason) {
        std::printf(" %9.2f", said);
      } else {
        std::printf(" %9s", "-");
      }
    }
    std::printf("\n");
  }
  if (!suggestions.decision || suggestions.decision->reading.empty()) return;
  const DecisionReport& d = *suggestions.decision;
  if (!d.veto.empty()) {
    std::printf("\na space leaves it: %s (the best other reading is %s)\n", d.veto.c_str(),
                d.reading.c_str());
    return;
  }
  std::printf("\na space %s: %s is right with probability %.3f, and %.3f is asked\n",
              d.replaces() ? "replaces it" : "leaves it", d.reading.c_str(), d.probability,
              d.threshold);
  for (const DecisionReport::Feature& f : d.features) {
    std::printf("  %-14s %8.2f  %+8.2f\n", f.name.c_str(), f.value, f.share);
  }
}

void print_text(const Suggestions& suggestions) {
  for (const Suggestion& s : suggestions.items) {
    std::printf("%s\t%s\t%.2f%s\n", s.text.c_str(), suggestion_kind_name(s.kind), s.score,
                s.autocorrect ? "\tautocorrect" : "");
  }
}

int run_suggest(const SuggestArguments& arguments) {
  auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  // A question teaches nothing.
  Session session(*engine, {.layout = arguments.layout, .no_learning = true});
  const Stopwatch watch;
  SuggestOptions options;
  options.count = arguments.count;
  options.why = arguments.why;
  if (arguments.deadline_ms >= 0) {
    options.deadline = Deadline::after_millis(Clock::system(), arguments.deadline_ms);
  }
  session.set_context(repair_utf8(arguments.left), repair_utf8(arguments.right));
  type_as_written(&session, repair_utf8(arguments.typed));
  Suggestions answer = session.suggest(options);
  answer.micros = static_cast<int64_t>(watch.micros());
  if (arguments.json) {
    nlohmann::ordered_json json = suggestions_json(answer);
    if (arguments.why) add_why(answer, &json);
    return print_json(json) ? kExitDone : kExitFailed;
  }
  print_text(answer);
  if (arguments.why) print_reasons(answer);
  return kExitDone;
}

}  // namespace

void add_suggest_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<SuggestArguments>();
  CLI::App* command = app->add_subcommand("suggest", "Suggestions for one place in a text");
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  command->add_option("--left", arguments->left, "Text left of the cursor");
  command->add_option("--typed", arguments->typed,
                      "Letters typed after it; words before the last stay as they are");
  command->add_option("--right", arguments->right, "Text right of the cursor");
  add_layout_option(command, &arguments->layout);
  command->add_option("--count", arguments->count, "How many")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_option("--deadline-ms", arguments->deadline_ms, "Answer within this time")
      ->check(CLI::Range(0, 3600000));
  command->add_flag("--why", arguments->why, "Say what spoke for and against, decision included");
  command->add_flag("--json", arguments->json, "Print JSON");
  on_run(command, exit_code, [arguments] { return run_suggest(*arguments); });
}

}  // namespace inkling
