// The numbers of ranking by name.
#include "engine/pack/params.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/decoder/named_numbers.h"

namespace inkling {
namespace {

TEST(RankingFields, EveryNumberHasItsOwnNameAndIsReadBack) {
  expect_named_numbers<RankingParams>("ranking", ranking_fields, ranking_from_json,
                                      sizeof(RankingParams));
}

TEST(HistoryFields, EveryNumberIsReadByItsName) {
  expect_named_numbers<HistoryWeights>("history", history_fields, history_from_json,
                                       sizeof(HistoryWeights));
}

TEST(HabitFields, EveryNumberIsReadByItsName) {
  expect_named_numbers<HabitParams>("habit", habit_fields, habit_from_json, sizeof(HabitParams));
}

TEST(RankingFields, BadNumbersAreNamedAndMissingOnesKeepTheirDefaults) {
  const auto read = [](const char* text) { return ranking_from_json(nlohmann::json::parse(text)); };
  const auto bad = read(R"({"ranking":{"language_stays":0.2}})");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(bad.error().message.find("ranking.language_stays"), std::string::npos);
  const auto good = read(R"({"ranking":{"unigram_share":0.25}})");
  EXPECT_EQ(good->unigram_share, 0.25);
  EXPECT_EQ(good->channel_weight, RankingParams().channel_weight);
}

}  // namespace
}  // namespace inkling
