// inkling tune gesture: what a finger that draws words does, from simulated fingers.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/decoder/gesture_channel.h"
#include "engine/layout.h"
#include "engine/lexicon/lexicon.h"
#include "tools/command.h"
#include "tools/tune/gesture_fit.h"
#include "tools/tune/json_section.h"

namespace inkling {
namespace {

struct GestureArguments {
  std::string lexicon;
  std::string out;
  std::size_t words = 600;
  std::size_t rounds = 6;
};

void print_scores(const char* name, const GestureScores& scores) {
  std::printf("%-18s %9.1f %9.1f %9.4f\n", name, 100 * scores.first, 100 * scores.three,
              scores.log_prob);
  std::fflush(stdout);
}

/// The numbers of the file, where it has some.
Result<GestureParams> read_params(const std::string& path) {
  const auto json = read_json_object(path);
  if (!json) {
    if (json.error().code == ErrorCode::kNotFound) return GestureParams();
    return json.error();
  }
  return gesture_from_json(*json);
}

int run_gesture(const GestureArguments& arguments) {
  const auto lexicon = Lexicon::open(arguments.lexicon);
  if (!lexicon) return fail(lexicon.error());
  auto params = read_params(arguments.out);
  if (!params) return fail(params.error());
  const Layout& layout = Layout::qwerty();
  const auto to_fit = simulated_gestures(**lexicon, layout, arguments.words, 1);
  const auto held_out = simulated_gestures(**lexicon, layout, arguments.words, 2);
  std::printf("%zu words               first %%  three %%  log P(word)\n", arguments.words);
  print_scores("before", score_gestures(to_fit, **lexicon, layout, *params));
  print_scores("held out, before", score_gestures(held_out, **lexicon, layout, *params));
  const auto save = [&](const GestureParams& at) {
    GestureParams copy = at;
    return write_json_section(arguments.out, "gesture", fields_to_json(gesture_fields(&copy)));
  };
  Status saved;
  const GestureScores fitted =
      fit_gestures(to_fit, **lexicon, layout, arguments.rounds, &*params,
                   [&](std::size_t round, double value, const GestureParams& at) {
                     std::fprintf(stderr, "round %zu: %.4f\n", round, value);
                     saved = save(at);
                   });
  print_scores("fitted", fitted);
  print_scores("held out, fitted", score_gestures(held_out, **lexicon, layout, *params));
  saved = save(*params);
  return saved ? kExitDone : fail(saved.error());
}

}  // namespace

void add_tune_gesture(CLI::App* tune, int* exit_code) {
  CLI::App* command =
      tune->add_subcommand("gesture", "Costs of drawn words, from simulated fingers");
  auto arguments = std::make_shared<GestureArguments>();
  command->add_option("--lexicon", arguments->lexicon, "lexicon.bin")->required();
  command->add_option("--out", arguments->out, "decoder.json; its other sections stay")->required();
  command->add_option("--words", arguments->words, "Words to draw")
      ->check(CLI::Range(std::size_t{10}, std::size_t{100'000}));
  command->add_option("--rounds", arguments->rounds, "Through all numbers, at most")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100}));
  on_run(command, exit_code, [arguments] { return run_gesture(*arguments); });
}

}  // namespace inkling
