// inkling session: trace events in, suggestions out, line by line. Any program in any language
// can drive the engine through it.
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "cache/history/history.h"
#include "engine/inkling.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/json_output.h"
#include "tools/latency.h"
#include "tools/layout_option.h"
#include "tools/trace/line_reader.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

struct SessionArguments {
  EngineArguments engine;
  std::string layout = "qwerty";
  int count = 3;
  int64_t deadline_ms = -1;  // negative: no deadline
};

Json error_json(std::size_t line, const std::string& message) {
  return {{"error", {{"line", line}, {"message", message}}}};
}

/// One conversation over standard input and output.
class SessionLoop {
 public:
  SessionLoop(std::shared_ptr<Engine> engine, const SessionArguments& arguments)
      : engine_(std::move(engine)),
        arguments_(arguments),
        session_(engine_, {.layout = arguments.layout}) {}

  /// The line to answer with; null when `line` asks for none (blank, or the header).
  Json answer(const InputLine& line) {
    if (line.too_long) return error_json(line.number, "the line is longer than 4 MB");
    const bool had_header = parser_.header().has_value();
    auto event = parser_.parse(line.text, line.number);
    if (!event) return error_json(line.number, event.error().message);
    if (!had_header && parser_.header()) {
      warn_of_layout("the header", parser_.header()->layout);
      session_ = Session(engine_, session_options(*parser_.header()));
    }
    if (!event->has_value()) return nullptr;
    return answer_event(**event);
  }

 private:
  Json answer_event(const TraceEvent& event) {
    const Stopwatch watch;
    SuggestOptions options;
    options.count = arguments_.count;
    if (arguments_.deadline_ms >= 0) {
      options.deadline = Deadline::after_millis(Clock::system(), arguments_.deadline_ms);
    }
    const auto commit = apply_event(&session_, event);
    Suggestions suggestions = session_.suggest(options);
    suggestions.micros = static_cast<int64_t>(watch.micros());
    Json json = suggestions_json(suggestions);
    json["left"] = session_.left();
    json["right"] = session_.right();
    json["composing"] = session_.composing();
    json["composing_after"] = session_.composing_after();
    if (commit) {
      json["commit"] = {{"typed", commit->typed},
                        {"committed", commit->committed},
                        {"autocorrected", commit->autocorrected}};
    }
    return json;
  }

  std::shared_ptr<Engine> engine_;
  SessionArguments arguments_;
  Session session_;
  TraceParser parser_{/*live=*/true};
};

int run_session(const SessionArguments& arguments) {
  auto engine = open_engine(arguments.engine);
  if (!engine) return fail(engine.error());
  SessionLoop loop(*engine, arguments);
  LineReader reader(STDIN_FILENO);
  while (const auto line = reader.next()) {
    const Json reply = loop.answer(*line);
    // A reader that went away ends the session as the end of the input does.
    if (!reply.is_null() && !print_json(reply)) break;
  }
  if (auto flushed = (*engine)->history().flush(); !flushed) return fail(flushed.error());
  return kExitDone;
}

}  // namespace

void add_session_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<SessionArguments>();
  CLI::App* command = app->add_subcommand(
      "session", "Read trace events on standard input, write suggestions on standard output");
  add_pack_option(command, &arguments->engine);
  add_history_option(command, &arguments->engine);
  add_layout_option(command, &arguments->layout, "Keyboard layout (a header may name another)");
  command->add_option("--count", arguments->count, "Suggestions per event")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_option("--deadline-ms", arguments->deadline_ms, "Answer within this time")
      ->check(CLI::Range(0, 3600000));
  on_run(command, exit_code, [arguments] { return run_session(*arguments); });
}

}  // namespace inkling
