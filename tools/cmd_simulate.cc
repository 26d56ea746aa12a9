// inkling trace simulate: a text typed by simulated people, as a trace or a correction set.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/command.h"
#include "tools/items.h"
#include "tools/layout_option.h"
#include "tools/simulator/simulate.h"

namespace inkling {
namespace {

constexpr double kMaxNoise = 10;
constexpr std::size_t kMaxPeople = 100'000;

struct SimulateArguments {
  std::string text;
  std::string layout = "qwerty";
  uint64_t seed = 1;
  std::size_t people = 1;
  std::string posture = posture_name(Posture::kTwoThumbs);
  double noise = 1;
  std::size_t limit = 0;
  std::string out;
  std::string params;
  bool self_correct = false;
  std::string mode = "trace";
};

void print_counts(const SimulationCounts& counts) {
  if (counts.characters == 0) {
    std::fprintf(stderr, "inkling: %zu words drawn\n", counts.words);
    return;
  }
  std::fprintf(
      stderr, "inkling: %zu words, %.1f %% wrong; %zu characters, %.2f %% slips:", counts.words,
      100 * counts.word_error_rate(), counts.characters, 100 * counts.character_error_rate());
  for (std::size_t kind = 0; kind < kSlipKinds; ++kind) {
    if (counts.slips.at(kind) == 0) continue;
    std::fprintf(stderr, " %s %zu", slip_name(static_cast<SlipKind>(kind)), counts.slips.at(kind));
  }
  std::fputc('\n', stderr);
}

/// What simulate() needs besides its options.
struct Inputs {
  const Layout* layout = nullptr;
  FingerParams params;
  std::vector<std::string> lines;
};

Result<Inputs> read_inputs(const SimulateArguments& arguments) {
  Inputs inputs;
  inputs.layout = Layout::find(arguments.layout);  // the command line allows no other
  inputs.params = default_finger_params();
  if (!arguments.params.empty()) {
    auto params = load_finger_params(arguments.params);
    if (!params) return params.error();
    inputs.params = *params;
  }
  auto lines = read_text_lines(arguments.text);
  if (!lines) return lines.error();
  inputs.lines = *std::move(lines);
  if (arguments.limit > 0 && inputs.lines.size() > arguments.limit) {
    inputs.lines.resize(arguments.limit);
  }
  return inputs;
}

SimulationOptions options_of(const SimulateArguments& arguments) {
  SimulationOptions options;
  options.typist = {.posture = *posture_from_name(arguments.posture),
                    .noise = arguments.noise,
                    .self_correct = arguments.self_correct,
                    .seed = arguments.seed};
  options.people = arguments.people;
  options.mode = arguments.mode == "tsv"     ? SimulationMode::kCorrectionSet
                 : arguments.mode == "drawn" ? SimulationMode::kDrawnTrace
                                             : SimulationMode::kTrace;
  return options;
}

Error cannot_write(const std::string& path) {
  return make_error(ErrorCode::kIo, (path.empty() ? "standard output" : path) +
                                        ": cannot write: " + std::strerror(errno));
}

int run_simulate(const SimulateArguments& arguments) {
  const auto inputs = read_inputs(arguments);
  if (!inputs) return fail(inputs.error());
  // Opened with the first line, so that bad input leaves an older file alone.
  std::ofstream opened;
  std::ostream* out = arguments.out.empty() ? &std::cout : nullptr;
  const auto write = [&](std::string_view line) {
    if (out == nullptr) {
      opened.open(arguments.out, std::ios::binary);
      out = &opened;
    }
    *out << line << '\n';
    return out->good();
  };
  const auto counts =
      simulate(inputs->lines, *inputs->layout, inputs->params, options_of(arguments), write);
  if (!counts && counts.error().code == ErrorCode::kIo) return fail(cannot_write(arguments.out));
  if (!counts) return fail(counts.error());
  if (!out->flush().good()) return fail(cannot_write(arguments.out));
  print_counts(*counts);
  return kExitDone;
}

}  // namespace

void add_simulate_command(CLI::App* app, int* exit_code) {
  auto arguments = std::make_shared<SimulateArguments>();
  CLI::App* command = app->add_subcommand(
      "simulate", "Type a text with a model of fingers: touches, slips, times between keys");
  command->add_option("TEXT_FILE", arguments->text, "Lines of text; - is standard input")
      ->required();
  add_layout_option(command, &arguments->layout);
  command->add_option("--seed", arguments->seed, "The same seed, the same presses")
      ->capture_default_str();
  command->add_option("--people", arguments->people, "How many people take turns, line by line")
      ->check(CLI::Range(std::size_t{1}, kMaxPeople))
      ->capture_default_str();
  command->add_option("--posture", arguments->posture, "How the phone is held")
      ->check(CLI::IsMember({"one_finger", "one_thumb", "two_thumbs"}))
      ->capture_default_str();
  command->add_option("--noise", arguments->noise, "Multiplies touch spread and slips; 0: none")
      ->check(CLI::Range(0.0, kMaxNoise))
      ->capture_default_str();
  command->add_option("--limit", arguments->limit, "Only the first lines")
      ->check(CLI::PositiveNumber);
  command->add_option("--out", arguments->out, "Write to this file (else standard output)")
      ->type_name("FILE");
  command
      ->add_option("--params", arguments->params,
                   "Numbers of the finger model (JSON) instead of the built-in ones")
      ->type_name("FILE");
  command->add_flag("--self-correct", arguments->self_correct,
                    "Also make slips that are seen and taken back");
  command
      ->add_option("--mode", arguments->mode,
                   "trace: events for `replay`; drawn: the same, words drawn over the keys; tsv: "
                   "words for `eval correction`")
      ->check(CLI::IsMember({"trace", "tsv", "drawn"}))
      ->capture_default_str();
  on_run(command, exit_code, [arguments] { return run_simulate(*arguments); });
}

}  // namespace inkling
