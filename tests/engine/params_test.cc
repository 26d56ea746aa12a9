// The numbers of ranking by name.
#include "engine/ranking/params.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cache/temp_folder.h"

namespace inkling {
namespace {

TEST(RankingFields, EveryNumberHasItsOwnNameAndIsReadBack) {
  RankingParams wanted;
  nlohmann::json section = nlohmann::json::object();
  std::set<std::string> names;
  std::set<const double*> places;
  double step = 0;
  for (const NumberField& field : ranking_fields(&wanted)) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_TRUE(places.insert(field.value).second) << field.name;
    EXPECT_LE(field.least, *field.value) << field.name << ": the default is out of bounds";
    EXPECT_GE(field.most, *field.value) << field.name << ": the default is out of bounds";
    // Different for each, so that two that were mixed up show.
    step += 0.01;
    *field.value = field.least + (field.most - field.least) * step;
    section[field.name] = *field.value;
  }
  // A number that was added without a name shows here.
  EXPECT_EQ(names.size() * sizeof(double), sizeof(RankingParams));
  auto got = ranking_from_json({{"ranking", section}});
  ASSERT_TRUE(got.ok());
  const auto got_fields = ranking_fields(&*got);
  const auto wanted_fields = ranking_fields(&wanted);
  for (std::size_t i = 0; i < wanted_fields.size(); ++i) {
    EXPECT_EQ(*got_fields[i].value, *wanted_fields[i].value) << wanted_fields[i].name;
  }
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
