// inkling tune weights: channel costs and mixture weights, from simulated typing and lists.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/decoder/number_fields.h"
#include "engine/pack/engine_parts.h"
#include "platform/file.h"
#include "tools/command.h"
#include "tools/engine_options.h"
#include "tools/items.h"
#include "tools/progress.h"
#include "tools/tune/json_section.h"
#include "tools/tune/recorrection_fit.h"
#include "tools/tune/strip_fit.h"
#include "tools/tune/tune_inputs.h"
#include "tools/tune/weights_model.h"

namespace inkling {
namespace {

// An earlier word is offered anew when that is right at least as often as not.
constexpr double kWorthOffering = 0.5;

struct WeightsArguments {
  TuneInputs inputs;
  std::size_t passes = 2;
};

/// How often the search found the word at all, slips and right words together.
void print_found(const std::vector<CachedItem>& items) {
  std::array<double, kItemSources> all{};
  std::array<double, kItemSources> found{};
  for (const CachedItem& item : items) {
    all.at(static_cast<std::size_t>(item.source)) += 1;
    if (item.found) found.at(static_cast<std::size_t>(item.source)) += 1;
  }
  for (std::size_t source = 0; source < kItemSources; ++source) {
    std::printf("%s: %.0f items, meant word found %.1f %%\n",
                item_source_name(static_cast<ItemSource>(source)), all.at(source),
                100 * found.at(source) / std::max(all.at(source), 1.0));
  }
}

void print_value(const char* name, double value, const WeightsModel& model) {
  std::printf("%-26s %9.4f", name, value);
  for (const ItemSource source : {ItemSource::kTouches, ItemSource::kKeys, ItemSource::kTypos}) {
    std::printf(" %s %.4f", item_source_name(source),
                model.by_source().at(static_cast<std::size_t>(source)));
  }
  std::printf("\n");
}

void print_shares(const char* name, const StripShares& shares) {
  std::printf("%-26s letters saved %.2f %%, first when finished wrong %.2f %%\n", name,
              100 * shares.typing, 100 * shares.mending);
}

Weights fit(const std::vector<CachedItem>& items, const Weights& from,
            std::optional<std::size_t> half, const char* name) {
  const Layout& layout = Layout::qwerty();
  std::vector<Coordinate> at = weight_coordinates(from);
  WeightsModel model(items, layout, from, half);
  const double before = model.start(at);
  print_value((std::string(name) + " before").c_str(), before, model);
  coordinate_search(&at, &model, before, SearchOptions(), [&](std::size_t round, double value) {
    std::fprintf(stderr, "%s round %zu: %.5f\n", name, round, value);
  });
  print_value((std::string(name) + " after").c_str(), model.start(at), model);
  Weights out = weights_at(from, at);
  print_shares((std::string(name) + " strip before").c_str(),
               strip_shares(items, half, from.ranking));
  print_shares((std::string(name) + " strip after").c_str(), fit_strip(items, half, &out.ranking));
  return out;
}

/// Fits on each half and tells what the other says of it.
void cross_validate(const std::vector<CachedItem>& items, const Weights& from) {
  const Layout& layout = Layout::qwerty();
  for (const std::size_t half : {0U, 1U}) {
    const std::size_t other = 1 - half;
    const std::string name = "half " + std::to_string(half);
    const Weights fitted = fit(items, from, half, name.c_str());
    WeightsModel unfitted(items, layout, from, other);
    const double before = unfitted.start(weight_coordinates(from));
    print_value("  other half before", before, unfitted);
    WeightsModel held_out(items, layout, fitted, other);
    const double after = held_out.start(weight_coordinates(fitted));
    print_value("  other half after", after, held_out);
    print_shares("  other half strip before", strip_shares(items, other, from.ranking));
    print_shares("  other half strip after", strip_shares(items, other, fitted.ranking));
  }
}

Status write_weights(const std::string& path, Weights weights) {
  Status channel =
      write_json_section(path, "channel", fields_to_json(channel_fields(&weights.channel)));
  if (!channel) return channel;
  return write_json_section(path, "ranking", fields_to_json(ranking_fields(&weights.ranking)));
}

void print_changes(Weights before, Weights after) {
  const auto print = [](const std::vector<NumberField>& old, const std::vector<NumberField>& now) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (*old[i].value == *now[i].value) continue;
      std::printf("%-26s %9.4f -> %.4f\n", now[i].name, *old[i].value, *now[i].value);
    }
  };
  print(channel_fields(&before.channel), channel_fields(&after.channel));
  print(ranking_fields(&before.ranking), ranking_fields(&after.ranking));
}

/// The margin for offering an earlier word anew, under the numbers of `parts`; left as it is
/// without a model.
void fit_recorrection(EngineParts* parts, const std::vector<TypingItem>& items,
                      RankingParams* ranking) {
  if (parts->languages.front()->model == nullptr) return;
  std::vector<TypingItem> simulated;
  for (const TypingItem& item : items) {
    if (item.source == ItemSource::kKeys) simulated.push_back(item);
  }
  Progress progress("looking back");
  const auto doubts = collect_doubts(parts, Layout::qwerty(), simulated,
                                     [&progress](std::size_t done) { progress.at(done); });
  const RecorrectionPoint point = choose_recorrection_margin(doubts, kWorthOffering);
  std::printf("%-26s margin %.2f, %.0f offered, %.1f %% of them meant\n", "recorrection",
              point.margin, point.offered, 100 * point.precision);
  ranking->recorrection_margin = point.margin;
}

int run_weights(const WeightsArguments& arguments) {
  const auto items = read_tune_items(arguments.inputs);
  if (!items) return fail(items.error());
  auto parts = open_tuned_parts(arguments.inputs);
  if (!parts) return fail(parts.error());
  LanguageParts& language = *(*parts)->languages.front();
  const Weights before{language.channel, language.ranking};
  Weights fitted = before;
  std::vector<CachedItem> cached;
  for (std::size_t pass = 1; pass <= arguments.passes; ++pass) {
    Progress progress("typing");
    cached = cache_candidates(parts->get(), Layout::qwerty(), *items,
                              [&progress](std::size_t done) { progress.at(done); });
    print_found(cached);
    const bool last = pass == arguments.passes;
    std::printf("\npass %zu: nats per word\n", pass);
    if (last) cross_validate(cached, fitted);
    fitted = fit(cached, fitted, std::nullopt, "all");
    // The next search is by the numbers that this one gave.
    language.channel = fitted.channel;
    language.ranking = fitted.ranking;
  }
  fit_recorrection(parts->get(), *items, &fitted.ranking);
  std::printf("\n");
  print_changes(before, fitted);
  const Status written = write_weights(arguments.inputs.out, fitted);
  return written ? kExitDone : fail(written.error());
}

}  // namespace

void add_tune_weights(CLI::App* tune, int* exit_code) {
  CLI::App* weights = tune->add_subcommand(
      "weights", "Channel costs and shares, from simulated typing and typo lists");
  auto arguments = std::make_shared<WeightsArguments>();
  add_tune_inputs(weights, &arguments->inputs);
  weights->add_option("--passes", arguments->passes, "Searches, each with the numbers of the last")
      ->check(CLI::Range(1, 5));
  on_run(weights, exit_code, [arguments] { return run_weights(*arguments); });
}

}  // namespace inkling
