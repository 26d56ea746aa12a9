// inkling tune weights: what simulated typing teaches about costs and places.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/lexicon/text_key.h"
#include "tools/tune/coordinate_search.h"
#include "tools/tune/recorrection_fit.h"
#include "tools/tune/strip_fit.h"
#include "tools/tune/weights_model.h"

namespace inkling {
namespace {

CachedPlace word(double score, bool meant = false) {
  return {score, SuggestionKind::kCorrection, 0, meant};
}
CachedPlace completion(double score, int remaining, bool meant = false) {
  return {score, SuggestionKind::kCompletion, remaining, meant};
}

CachedItem typed_strip(std::vector<CachedPlace> places) {
  CachedItem item;
  item.finished = std::move(places);
  return item;
}

/// "typed" for which `key` was meant, which is likelier by its letters alone by `advantage` nats.
CachedItem slip(const std::string& typed, const std::string& key, double advantage) {
  CachedItem item;
  item.typed = search_key(typed);
  for (const char32_t letter : item.typed) item.presses.push_back({letter, std::nullopt});
  item.literal = {kImpossible, -20, kImpossible};
  item.candidates.push_back({search_key(key), true, {kImpossible, -20 + advantage, kImpossible}});
  item.found = true;
  return item;
}

TEST(StripFit, PlaceIsThatOfTheEngine) {
  RankingParams params;
  params.completion_first = 2;
  params.completion_per_letter = 0;
  params.unfinished_per_letter = 0;
  const std::vector<CachedPlace> places = {completion(-1, 3), word(-2, true), word(-3)};
  // The completion leads by one nat, which is not enough for the first place.
  EXPECT_EQ(meant_place(places, params), 0U);
  params.completion_first = 0.5;
  EXPECT_EQ(meant_place(places, params), 1U);
  // A word from far behind that takes the first place pushes a completion back.
  params.completion_first = 5;
  const std::vector<CachedPlace> pushed = {completion(-1, 3, true), completion(-2, 2), word(-4)};
  EXPECT_EQ(meant_place(pushed, params), 1U);
  EXPECT_EQ(meant_place(std::vector<CachedPlace>{word(-1)}, params), std::nullopt);
}

TEST(StripFit, LearnsThatFinishedWordsComeFirst) {
  // Words that were finished with a slip, where a longer word is likelier; and words on the way,
  // for which the longer one is meant and three other slips stand about.
  std::vector<CachedItem> items;
  for (int i = 0; i < 10; ++i) {
    items.push_back(typed_strip({completion(-1, 2), word(-2.2, true)}));
    CachedItem typing;
    typing.to_come = 2;
    typing.unfinished = {word(-2), word(-2.1), word(-2.2), completion(-1.5, 2, true)};
    items.push_back(typing);
  }
  RankingParams params;
  params.completion_first = 0;
  params.completion_per_letter = 0;
  const StripShares before = strip_shares(items, std::nullopt, params);
  EXPECT_DOUBLE_EQ(before.typing, 1);
  EXPECT_DOUBLE_EQ(before.mending, 0);
  const StripShares fitted = fit_strip(items, std::nullopt, &params);
  EXPECT_DOUBLE_EQ(fitted.value(), 1);
  // A charge on all places would push the completion off the strip.
  EXPECT_GT(params.completion_first, 1);
  EXPECT_LT(params.completion_per_letter, 0.5);
}

TEST(StripFit, HalvesAreKeptApart) {
  std::vector<CachedItem> items = {typed_strip({word(-1, true), word(-2)}),
                                   typed_strip({word(-1), word(-2)})};
  items[1].half = 1;
  const RankingParams params;
  EXPECT_DOUBLE_EQ(strip_shares(items, 0, params).mending, 1);
  EXPECT_DOUBLE_EQ(strip_shares(items, 1, params).mending, 0);
}

TEST(RecorrectionFit, OffersWhatIsRightAtLeastAsOftenAsNot) {
  std::vector<Doubt> doubts(10, {0.6, false, 1});
  for (int i = 0; i < 6; ++i) doubts.push_back({2.1, i % 2 == 0, 1});
  for (int i = 0; i < 4; ++i) doubts.push_back({5, true, 1});
  const RecorrectionPoint half = choose_recorrection_margin(doubts, 0.5);
  EXPECT_DOUBLE_EQ(half.margin, 0.75);
  EXPECT_DOUBLE_EQ(half.offered, 10);
  EXPECT_NEAR(half.precision, 0.7, 1e-9);
  EXPECT_DOUBLE_EQ(choose_recorrection_margin(doubts, 0.9).margin, 2.25);
  // Where nothing is ever right, nothing short of the largest will do.
  EXPECT_GE(choose_recorrection_margin({{9, false, 1}}, 0.5).margin, 8);
}

TEST(WeightsModel, UnknownLettersWeighAsInTheEngine) {
  CachedItem item = slip("wprd", "word", 0);
  item.literal = {kImpossible, kImpossible, -10};
  Weights weights;
  weights.ranking.unknown_share = -3;
  weights.ranking.unknown_letters = 0.5;
  const auto half = score_items({item}, Layout::qwerty(), weights);
  weights.ranking.unknown_letters = 1;
  const auto whole = score_items({item}, Layout::qwerty(), weights);
  EXPECT_NEAR(half[0].literal - whole[0].literal, 5, 1e-6);
}

TEST(WeightsModel, FittingMakesSlipsCheaperWhereTheyAreCommon) {
  // Neighbours are hit all the time: "word" with the o's neighbour, and so on.
  std::vector<CachedItem> items;
  for (int i = 0; i < 30; ++i) {
    items.push_back(slip("wprd", "word", 1));
    items.push_back(slip("hpuse", "house", 1));
    items.push_back(slip("tjis", "this", 1));
  }
  const Weights from;
  std::vector<Coordinate> at = weight_coordinates(from);
  WeightsModel model(items, Layout::qwerty(), from, std::nullopt);
  const double before = model.start(at);
  const double after =
      coordinate_search(&at, &model, before, SearchOptions(), [](std::size_t, double) {});
  EXPECT_GT(after, before);
  const Weights fitted = weights_at(from, at);
  EXPECT_LT(fitted.channel.neighbour * fitted.ranking.channel_weight,
            from.channel.neighbour * from.ranking.channel_weight);
  // Evaluating step by step gives what evaluating from the ground gives.
  WeightsModel anew(items, Layout::qwerty(), from, std::nullopt);
  EXPECT_NEAR(anew.start(at), after, 1e-6);
}

TEST(WeightsModel, ItemsWhoseWordWasNotFoundSayNothing) {
  std::vector<CachedItem> items = {slip("wprd", "word", 1)};
  const Weights from;
  WeightsModel alone(items, Layout::qwerty(), from, std::nullopt);
  const double value = alone.start(weight_coordinates(from));
  items.push_back(slip("qqqq", "word", 1));
  items.back().found = false;
  WeightsModel both(items, Layout::qwerty(), from, std::nullopt);
  EXPECT_DOUBLE_EQ(both.start(weight_coordinates(from)), value);
}

}  // namespace
}  // namespace inkling
