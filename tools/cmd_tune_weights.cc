// inkling tune weights: channel costs, mixture weights and margins, from simulated typing and
// lists.
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
#include "tools/tune/margins.h"
#include "tools/tune/recorrection_fit.h"
#include "tools/tune/strip_fit.h"
#include "tools/tune/typing_items.h"
#include "tools/tune/weights_model.h"

namespace inkling {
namespace {

// An earlier word is offered anew when that is right at least as often as not.
constexpr double kWorthOffering = 0.5;

struct WeightsArguments {
  std::vector<std::string> texts;
  std::vector<std::string> right;
  std::vector<std::string> typos;
  EngineArguments engine;
  std::string out;
  std::string curve;
  std::size_t passes = 2;
  TypingItemOptions items;
  MarginOptions margins;
};

Result<Texts> read_texts(const std::vector<std::string>& paths) {
  Texts texts;
  for (const std::string& path : paths) {
    auto lines = read_text_lines(path);
    if (!lines) return lines.error();
    texts.push_back(std::move(*lines));
  }
  return texts;
}

Result<std::vector<TypingItem>> read_items(const WeightsArguments& arguments) {
  const auto texts = read_texts(arguments.texts);
  if (!texts) return texts.error();
  const auto right = read_texts(arguments.right);
  if (!right) return right.error();
  std::vector<TypingItem> items = simulated_items(*texts, Layout::qwerty(), arguments.items);
  for (TypingItem& item : right_items(*right, arguments.items)) items.push_back(std::move(item));
  if (items.empty()) {
    return make_error(ErrorCode::kInvalidArgument, "the texts hold no line that can be typed");
  }
  if (!arguments.typos.empty()) {
    const auto corpus = read_typo_lists(arguments.typos);
    if (!corpus) return corpus.error();
    const double words = 2 * static_cast<double>(arguments.items.words);
    for (TypingItem& item : typo_items(*corpus, words, arguments.items)) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

/// The pack with the numbers of `out`, where there are some, and nobody's history.
Result<std::unique_ptr<EngineParts>> open_parts(const WeightsArguments& arguments) {
  auto parts = std::make_unique<EngineParts>();
  parts->clock = &Clock::system();
  parts->languages.push_back(open_language(resolve_pack(arguments.engine.pack), &parts->status));
  std::vector<Error> warnings;
  parts->history = History::open({.path = "", .language = "en", .clock = parts->clock}, &warnings);
  LanguageParts& language = *parts->languages.front();
  if (language.lexicon == nullptr) {
    return make_error(ErrorCode::kNotFound,
                      "weights are fitted with a pack that has a lexicon; "
                      "name it with --pack");
  }
  std::error_code failed;
  if (!std::filesystem::exists(arguments.out, failed)) return parts;
  const auto json = read_json_object(arguments.out);
  if (!json) return json.error();
  const auto wrong = [&](const Error& error) {
    return make_error(error.code, arguments.out + ": " + error.message);
  };
  auto ranking = ranking_from_json(*json);
  if (!ranking) return wrong(ranking.error());
  auto channel = channel_from_json(*json);
  if (!channel) return wrong(channel.error());
  if (const auto section = json->find("letters"); section != json->end()) {
    auto letters = LetterModel::from_json(*section);
    if (!letters) return wrong(letters.error());
    language.letters = std::make_unique<LetterModel>(std::move(*letters));
  }
  language.ranking = *ranking;
  language.channel = *channel;
  return parts;
}

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

void print_point(const char* name, const MarginPoint& point) {
  const Margins& m = point.margins;
  std::printf("%-26s margin %.2f known +%.2f seen +%.2f capital +%.2f outshone %.0f harm %.2f/1000",
              name, m.base, m.known, m.seen, m.capital, m.outshone, point.harm_per_1000);
  for (const ItemSource source : {ItemSource::kTouches, ItemSource::kKeys, ItemSource::kTypos}) {
    const auto at = static_cast<std::size_t>(source);
    std::printf(" %s %.1f%% (wrong %.1f%%)", item_source_name(source), 100 * point.mended.at(at),
                100 * point.wrongly_changed.at(at));
  }
  std::printf("\n");
}

void print_shares(const char* name, const StripShares& shares) {
  std::printf("%-26s letters saved %.2f %%, first when finished wrong %.2f %%\n", name,
              100 * shares.typing, 100 * shares.mending);
}

std::vector<Decision> decisions_under(const std::vector<CachedItem>& items,
                                      const Weights& weights) {
  return decisions(items, score_items(items, Layout::qwerty(), weights));
}

/// Everything that one half, or both, teach.
struct FittedWeights {
  Weights weights;
  MarginPoint point;
};

FittedWeights fit(const std::vector<CachedItem>& items, const Weights& from,
                  std::optional<std::size_t> half, const MarginOptions& margins, const char* name) {
  const Layout& layout = Layout::qwerty();
  std::vector<Coordinate> at = weight_coordinates(from);
  WeightsModel model(items, layout, from, half);
  const double before = model.start(at);
  print_value((std::string(name) + " before").c_str(), before, model);
  coordinate_search(&at, &model, before, SearchOptions(), [&](std::size_t round, double value) {
    std::fprintf(stderr, "%s round %zu: %.5f\n", name, round, value);
  });
  print_value((std::string(name) + " after").c_str(), model.start(at), model);
  FittedWeights out;
  out.weights = weights_at(from, at);
  print_shares((std::string(name) + " strip before").c_str(),
               strip_shares(items, half, from.ranking));
  print_shares((std::string(name) + " strip after").c_str(),
               fit_strip(items, half, &out.weights.ranking));
  out.point = choose_margins(decisions_under(items, out.weights), half, margins);
  set_margins(out.point.margins, &out.weights.ranking);
  return out;
}

/// Fits on each half and tells what the other says of it.
void cross_validate(const std::vector<CachedItem>& items, const Weights& from,
                    const MarginOptions& margins) {
  const Layout& layout = Layout::qwerty();
  for (const std::size_t half : {0U, 1U}) {
    const std::size_t other = 1 - half;
    const std::string name = "half " + std::to_string(half);
    const FittedWeights fitted = fit(items, from, half, margins, name.c_str());
    WeightsModel unfitted(items, layout, from, other);
    const double before = unfitted.start(weight_coordinates(from));
    print_value("  other half before", before, unfitted);
    WeightsModel held_out(items, layout, fitted.weights, other);
    const double after = held_out.start(weight_coordinates(fitted.weights));
    print_value("  other half after", after, held_out);
    print_shares("  other half strip before", strip_shares(items, other, from.ranking));
    print_shares("  other half strip after", strip_shares(items, other, fitted.weights.ranking));
    const auto all = decisions_under(items, fitted.weights);
    print_point("  this half", fitted.point);
    print_point("  other half", margin_point(all, other, fitted.point.margins, margins));
  }
}

nlohmann::ordered_json numbers_json(const std::vector<NumberField>& fields) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  // Four digits: what fitting tells apart, and no noise in a diff.
  for (const NumberField& field : fields) {
    json[field.name] = std::round(*field.value * 1e4) / 1e4;
  }
  return json;
}

Status write_weights(const std::string& path, Weights weights) {
  Status channel =
      write_json_section(path, "channel", numbers_json(channel_fields(&weights.channel)));
  if (!channel) return channel;
  return write_json_section(path, "ranking", numbers_json(ranking_fields(&weights.ranking)));
}

Status write_curve(const std::string& path, const std::vector<Decision>& all,
                   const MarginPoint& chosen, const MarginOptions& margins) {
  if (path.empty()) return {};
  const auto curve = margin_curve(all, chosen.margins, margins);
  Status csv = write_file_atomic(path + ".csv", curve_csv(curve));
  if (!csv) return csv;
  return write_file_atomic(path + ".svg", curve_svg(curve, chosen));
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

/// What other bounds on harm would have bought.
void print_frontier(const std::vector<Decision>& all, MarginOptions options) {
  for (const double most : {0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0}) {
    options.most_harm = most;
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "harm up to %.2f", most);
    print_point(name.data(), choose_margins(all, std::nullopt, options));
  }
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
  const auto items = read_items(arguments);
  if (!items) return fail(items.error());
  auto parts = open_parts(arguments);
  if (!parts) return fail(parts.error());
  LanguageParts& language = *(*parts)->languages.front();
  const Weights before{language.channel, language.ranking};
  FittedWeights fitted{before, {}};
  std::vector<CachedItem> cached;
  for (std::size_t pass = 1; pass <= arguments.passes; ++pass) {
    Progress progress("typing");
    cached = cache_candidates(parts->get(), Layout::qwerty(), *items,
                              [&progress](std::size_t done) { progress.at(done); });
    print_found(cached);
    const bool last = pass == arguments.passes;
    std::printf("\npass %zu: nats per word\n", pass);
    if (last) cross_validate(cached, fitted.weights, arguments.margins);
    fitted = fit(cached, fitted.weights, std::nullopt, arguments.margins, "all");
    print_point("all", fitted.point);
    // The next search is by the numbers that this one gave.
    language.channel = fitted.weights.channel;
    language.ranking = fitted.weights.ranking;
  }
  const auto all = decisions_under(cached, fitted.weights);
  print_frontier(all, arguments.margins);
  fit_recorrection(parts->get(), *items, &fitted.weights.ranking);
  std::printf("\n");
  print_changes(before, fitted.weights);
  const Status curve = write_curve(arguments.curve, all, fitted.point, arguments.margins);
  if (!curve) return fail(curve.error());
  const Status written = write_weights(arguments.out, fitted.weights);
  return written ? kExitDone : fail(written.error());
}

}  // namespace

void add_tune_weights(CLI::App* tune, int* exit_code) {
  CLI::App* weights = tune->add_subcommand(
      "weights", "Channel costs, shares and margins, from simulated typing and typo lists");
  auto arguments = std::make_shared<WeightsArguments>();
  weights->add_option("--text", arguments->texts, "UTF-8 texts that are typed, one message a line")
      ->required();
  weights
      ->add_option("--right", arguments->right,
                   "Edited texts, whose words must stay when typed as they stand there")
      ->required();
  weights->add_option("--typos", arguments->typos, "Lists (typo, correct), or folders of them");
  add_pack_option(weights, &arguments->engine);
  weights
      ->add_option("--out", arguments->out,
                   "decoder.json: read first, then its sections "
                   "\"channel\" and \"ranking\" are written")
      ->required();
  weights->add_option("--curve", arguments->curve,
                      "Writes harm against help to FILE.csv and FILE.svg");
  weights
      ->add_option("--words", arguments->items.words, "Simulated words, with touches and without")
      ->check(CLI::Range(50, 1'000'000));
  weights->add_option("--right-words", arguments->items.right, "Words of the edited texts")
      ->check(CLI::Range(0, 1'000'000));
  weights->add_option("--typo-words", arguments->items.typos, "Misspellings drawn from the lists")
      ->check(CLI::Range(0, 1'000'000));
  weights
      ->add_option("--last", arguments->items.last,
                   "Use only this last part of each text, which training left out")
      ->check(CLI::Range(1e-6, 1.0));
  weights->add_option("--seed", arguments->items.seed, "Of all that is drawn");
  weights->add_option("--passes", arguments->passes, "Searches, each with the numbers of the last")
      ->check(CLI::Range(1, 5));
  weights
      ->add_option("--most-harm", arguments->margins.most_harm,
                   "Right words changed per 1000 that the margins may allow")
      ->check(CLI::Range(0.0, 1000.0));
  weights
      ->add_option("--most-known", arguments->margins.most_known,
                   "Nats at most by which a known word is harder to replace than another")
      ->check(CLI::Range(0.0, 14.0));
  weights
      ->add_option("--least-seen", arguments->margins.least_seen,
                   "Nats at least by which a word that running text has is harder to replace")
      ->check(CLI::Range(0.0, 4.0));
  weights
      ->add_option("--least-outshone", arguments->margins.least_outshone,
                   "Nats at least by which a completion must lead to stop a correction")
      ->check(CLI::Range(0.0, 100.0));
  on_run(weights, exit_code, [arguments] { return run_weights(*arguments); });
}

}  // namespace inkling
