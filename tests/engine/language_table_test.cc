#include "engine/pack/language_table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace inkling {
namespace {

LanguageTable read(const char* text) {
  const auto table = language_table_from_json(nlohmann::json::parse(text));
  EXPECT_TRUE(table.ok()) << table.error().message;
  return table.ok() ? *table : LanguageTable();
}

std::string problem(const nlohmann::json& json) {
  const auto table = language_table_from_json(json);
  return table.ok() ? std::string() : table.error().message;
}

TEST(LanguageTable, HoldsWhatThePackSays) {
  const LanguageTable table = read(R"({"behind_numbers":["ish"],"abbreviations":["vs"],
    "laughter_vowels":["a"],"laughter_leads":["mw"],"names":["New York"],"what_is_this":1})");
  EXPECT_TRUE(table.behind_numbers.contains("ish"));
  EXPECT_TRUE(table.abbreviations.contains("vs"));
  EXPECT_EQ(table.laughter_vowels, U"a");
  EXPECT_EQ(table.names.at("new york"), "New York");
}

TEST(LanguageTable, APossessiveBelongsToItsOwner) {
  const LanguageTable table = read("{\"possessives\":[\"'\",\"\u2019\",\"'s\",\"\u2019s\"]}");
  EXPECT_EQ(table.owner_of("cheque's"), "cheque");
  EXPECT_EQ(table.owner_of("cheque\u2019s"), "cheque");
  EXPECT_EQ(table.owner_of("boys'"), "boys");
  EXPECT_EQ(table.owner_of("boys\u2019"), "boys");
  for (const char* word : {"", "s", "'s", "'", "boys", "don't", "s's'x"}) {
    EXPECT_EQ(table.owner_of(word), word);
  }
  EXPECT_EQ(LanguageTable().owner_of("cheque's"), "cheque's");
}

TEST(LanguageTable, NamesTheFieldThatIsDamaged) {
  EXPECT_NE(problem({{"names", 3}}).find("names"), std::string::npos);
  EXPECT_NE(problem({{"names", {1, 2}}}).find("names"), std::string::npos);
  EXPECT_NE(problem({{"abbreviations", {""}}}).find("abbreviations"), std::string::npos);
  EXPECT_NE(problem({{"abbreviations", {std::string(65, 'a')}}}), "");
  EXPECT_NE(problem({{"abbreviations", {"\xff"}}}), "");
  EXPECT_NE(problem({{"names", std::vector<std::string>(20'001, "A B")}}), "");
  EXPECT_EQ(problem(nlohmann::json::object()), "");
}

}  // namespace
}  // namespace inkling
