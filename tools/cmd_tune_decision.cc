// inkling tune decision: when a space replaces what was typed, by the code that runs at the
// keyboard.
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/layout.h"
#include "platform/file.h"
#include "tools/command.h"
#include "tools/progress.h"
#include "tools/tune/decision_fit.h"
#include "tools/tune/json_section.h"
#include "tools/tune/tune_inputs.h"

namespace inkling {
namespace {

struct DecisionArguments {
  TuneInputs inputs;
  DecisionFitOptions fit;
  std::string harmed;
};

/// The right words that would be changed, with what stood before them: typed, left.
Status write_harmed(const std::string& path, const std::vector<TypingItem>& items,
                    const std::vector<DecisionItem>& typed, const DecisionParams& params) {
  if (path.empty()) return {};
  std::string text;
  for (const DecisionItem& item : typed) {
    const bool harmed = item.asked && !item.begun &&
                        item.outcome == DecisionItem::Outcome::kHarms &&
                        replacement_probability(params, item.features) >= params.normal;
    const CorrectionItem& keys = items[item.item].keys;
    if (harmed) text += keys.typo + '\t' + keys.left + '\n';
  }
  return write_file_atomic(path, text);
}

void print_point(const char* name, const DecisionPoint& point) {
  std::printf("%-22s P >= %.3f harm %.2f/1000", name, point.threshold, point.harm_per_1000);
  for (const ItemSource source : {ItemSource::kTouches, ItemSource::kKeys, ItemSource::kTypos}) {
    const auto at = static_cast<std::size_t>(source);
    std::printf(" %s %.1f%% (wrong %.1f%%)", item_source_name(source), 100 * point.mended.at(at),
                100 * point.wrongly_changed.at(at));
  }
  std::printf("\n");
}

/// Fits on each half and tells what the other says of it.
void cross_validate(const std::vector<DecisionItem>& items, const DecisionFitOptions& options) {
  for (const std::size_t half : {0U, 1U}) {
    const DecisionParams fitted = fit_decision(items, half, options);
    print_point("fitted on a half", decision_point(items, half, fitted, fitted.normal, options));
    print_point("  the other half",
                decision_point(items, 1 - half, fitted, fitted.normal, options));
  }
}

/// What other bounds on harm would have bought.
void print_frontier(const std::vector<DecisionItem>& items, DecisionFitOptions options) {
  for (const double most : {0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0}) {
    options.most_harm = most;
    const DecisionParams fitted = fit_decision(items, std::nullopt, options);
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "harm up to %.2f", most);
    print_point(name.data(), decision_point(items, std::nullopt, fitted, fitted.normal, options));
  }
}

int run_decision(const DecisionArguments& arguments) {
  const auto items = read_tune_items(arguments.inputs);
  if (!items) return fail(items.error());
  const auto parts = open_tuned_parts(arguments.inputs);
  if (!parts) return fail(parts.error());
  Progress progress("typing");
  const auto typed = collect_decisions(**parts, Layout::qwerty(), *items,
                                       [&progress](std::size_t done) { progress.at(done); });
  const DecisionParams before = (*parts)->languages.front()->decision;
  print_point("before", decision_point(typed, std::nullopt, before, before.normal, arguments.fit));
  cross_validate(typed, arguments.fit);
  print_frontier(typed, arguments.fit);
  DecisionParams fitted = fit_decision(typed, std::nullopt, arguments.fit);
  print_point("fitted on all",
              decision_point(typed, std::nullopt, fitted, fitted.normal, arguments.fit));
  for (const NumberField& field : decision_fields(&fitted)) {
    std::printf("%-14s %9.4f\n", field.name, *field.value);
  }
  const Status listed = write_harmed(arguments.harmed, *items, typed, fitted);
  if (!listed) return fail(listed.error());
  const Status written = write_json_section(arguments.inputs.out, "decision",
                                            fields_to_json(decision_fields(&fitted)));
  return written ? kExitDone : fail(written.error());
}

}  // namespace

void add_tune_decision(CLI::App* tune, int* exit_code) {
  CLI::App* decision = tune->add_subcommand(
      "decision", "When a space replaces what was typed, from words typed into the engine itself");
  auto arguments = std::make_shared<DecisionArguments>();
  add_tune_inputs(decision, &arguments->inputs);
  decision
      ->add_option("--most-harm", arguments->fit.most_harm,
                   "Right words changed per 1000 that the normal strength may allow")
      ->check(CLI::Range(0.0, 1000.0));
  decision
      ->add_option("--wrong-change", arguments->fit.wrong_change,
                   "Price of a wrong word for a wrong one, in right words spoilt")
      ->check(CLI::Range(0.0, 10.0));
  decision
      ->add_option("--known-harm", arguments->fit.known_harm,
                   "Price of a listed word changed, in unlisted ones")
      ->check(CLI::Range(0.0, 100.0));
  decision
      ->add_option("--harmed", arguments->harmed, "Writes the right words that would be changed")
      ->type_name("FILE");
  on_run(decision, exit_code, [arguments] { return run_decision(*arguments); });
}

}  // namespace inkling
