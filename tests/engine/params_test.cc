// The numbers of ranking by name.
#include "engine/pack/params.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/decoder/named_numbers.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

TEST(RankingFields, EveryNumberHasItsOwnNameAndIsReadBack) {
  expect_named_numbers<RankingParams>("ranking", ranking_fields, ranking_from_json,
                                      sizeof(RankingParams));
}

TEST(RankingFields, BadNumbersAreNamedWithTheFile) {
  const TempFolder folder;
  const std::string path = folder.file("decoder.json");
  EXPECT_EQ(load_ranking_params(path).error().code, ErrorCode::kNotFound);
  std::ofstream(path) << R"({"ranking":{"language_stays":0.2}})";
  const auto bad = load_ranking_params(path);
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(bad.error().message.find(path), std::string::npos);
  EXPECT_NE(bad.error().message.find("ranking.language_stays"), std::string::npos);
  std::ofstream(path) << R"({"ranking":{"history_max":0.25}})";
  EXPECT_EQ(load_ranking_params(path)->history_max, 0.25);
  EXPECT_EQ(load_ranking_params(path)->channel_weight, RankingParams().channel_weight);
}

}  // namespace
}  // namespace inkling
