// inkling tune letters, and the file that the fits share.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/pack/letter_model.h"
#include "platform/file.h"
#include "tests/temp_folder.h"
#include "tools/tune/json_section.h"
#include "tools/tune/letter_fit.h"

namespace inkling {
namespace {

LetterModel small_model() {
  LetterCounts counts;
  for (const char* word :
       {"blow", "blossom", "for", "fork", "forming", "morning", "king", "ring", "thing", "blofeld",
        "orphan", "quick", "queen", "wonder", "under", "finger", "don't", "lorry", "sing"}) {
    LetterClasses classes;
    for (const char c : std::string(word)) {
      classes.push_back(static_cast<uint8_t>(spelling_class(static_cast<char32_t>(c))));
    }
    counts.add(classes, 1);
  }
  auto model = LetterModel::from_json(LetterModel::to_json(counts.costs()));
  EXPECT_TRUE(model.ok());
  return *std::move(model);
}

TEST(LetterModelTest, PrefersWhatLooksLikeAWord) {
  const LetterModel model = small_model();
  EXPECT_GT(model.log_prob("blorfing") / 8, model.log_prob("xqzvk") / 5 + 1);
  EXPECT_GT(model.log_prob("Blorfing"), model.log_prob("gnifrolb") + 3);
  EXPECT_DOUBLE_EQ(model.log_prob("FORM"), model.log_prob("form"));
}

TEST(LetterModelTest, ContinuationsOfEveryContextSumToOne) {
  const LetterModel model = small_model();
  for (std::size_t second = 0; second < LetterModel::kSymbols; ++second) {
    for (std::size_t first = 0; first < LetterModel::kSymbols; ++first) {
      double sum = 0;
      for (std::size_t symbol = 0; symbol < LetterModel::kSymbols; ++symbol) {
        sum += std::exp(model.log_prob_after(second, first, symbol));
      }
      EXPECT_NEAR(sum, 1, 1e-4) << second << " " << first;
    }
  }
}

TEST(LetterModelTest, AWordIsTheSumOfItsLettersAndItsEnd) {
  const LetterModel model = small_model();
  const std::size_t i = spelling_class(U'i');
  EXPECT_NEAR(model.log_prob("i"),
              model.log_prob_after(LetterModel::kBoundary, LetterModel::kBoundary, i) +
                  model.log_prob_after(LetterModel::kBoundary, i, LetterModel::kBoundary),
              1e-9);
  // Which of the other signs it is costs a fixed amount each.
  EXPECT_LT(model.log_prob("fork7"), model.log_prob("fork") - LetterModel::kOtherLetter);
  EXPECT_DOUBLE_EQ(model.log_prob("7"), model.log_prob("-"));
}

TEST(LetterModelTest, DamageIsAnErrorThatSaysWhere) {
  for (const char* json : {"{}", "[]", R"({"trigrams":"short"})", R"({"trigrams":7})"}) {
    const auto model = LetterModel::from_json(nlohmann::json::parse(json));
    ASSERT_FALSE(model.ok()) << json;
    EXPECT_EQ(model.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(model.error().message.find("letters.trigrams"), std::string::npos);
  }
  const std::string blank(std::size_t{29} * 29 * 29, ' ');
  EXPECT_FALSE(LetterModel::from_json({{"trigrams", blank}}).ok());
}

TEST(JsonSectionTest, OtherSectionsStayAsTheyAreInTheirOrder) {
  const TempFolder folder;
  const std::string path = folder.file("decoder.json");
  ASSERT_TRUE(
      write_file_atomic(path, R"({"zebra":{"a":[1,2,3],"b":0.1},"letters":{"old":1},"about":"x"})")
          .ok());
  ASSERT_TRUE(write_json_section(path, "letters", {{"new", 2}}).ok());
  ASSERT_TRUE(write_json_section(path, "added", {{"c", 3}}).ok());
  const auto text = read_file(path);
  ASSERT_TRUE(text.ok());
  const auto json = nlohmann::ordered_json::parse(*text);
  EXPECT_EQ(json.dump(),
            R"({"zebra":{"a":[1,2,3],"b":0.1},"letters":{"new":2},"about":"x","added":{"c":3}})");
}

TEST(JsonSectionTest, AFileThatIsNoJsonObjectIsLeftAlone) {
  const TempFolder folder;
  const std::string path = folder.file("decoder.json");
  ASSERT_TRUE(write_file_atomic(path, "[1, 2").ok());
  const Status written = write_json_section(path, "letters", {{"new", 2}});
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(written.error().message.find(path), std::string::npos);
  EXPECT_EQ(*read_file(path), "[1, 2");
}

TEST(JsonSectionTest, BeginsAFileThatIsNotThere) {
  const TempFolder folder;
  ASSERT_TRUE(write_json_section(folder.file("new.json"), "letters", {{"a", 1}}).ok());
  EXPECT_EQ(nlohmann::json::parse(*read_file(folder.file("new.json"))),
            nlohmann::json({{"letters", {{"a", 1}}}}));
}

}  // namespace
}  // namespace inkling
