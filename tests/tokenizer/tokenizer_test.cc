#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/temp_folder.h"
#include "tests/tokenizer/tiny_tokenizer.h"
#include "tokenizer/normalize.h"
#include "tokenizer/sentencepiece_tokenizer.h"

namespace inkling {
namespace {

class TokenizerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = open_sentencepiece(testing::tiny_tokenizer_path(), nullptr);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    tokenizer_ = std::move(*opened);
  }
  std::unique_ptr<Tokenizer> tokenizer_;
};

TEST_F(TokenizerTest, LastPieceOfAUnitCarriesTheEndMark) {
  const Encoding e = tokenizer_->encode("because the rivers, Zyx!");
  std::size_t at = 0;
  for (const Unit& unit : e.units) {
    std::string text;
    for (bool over = false; !over; ++at) {
      ASSERT_LT(at, e.ids.size());
      text += tokenizer_->piece_text(e.ids[at]);
      over = tokenizer_->ends_unit(e.ids[at]);
    }
    EXPECT_EQ(text, unit.text);
  }
  EXPECT_EQ(at, e.ids.size());
}

TEST_F(TokenizerTest, UnitsDecodeToTheirText) {
  for (const std::string unit : {"because", "don't", "walking", "안녕", "Ünïcode", "😡", "x1y2"}) {
    std::string text;
    for (const int32_t id : tokenizer_->encode_unit(unit)) text += tokenizer_->piece_text(id);
    EXPECT_EQ(text, unit);
  }
}

TEST_F(TokenizerTest, TypedSpecialNamesAreOrdinaryText) {
  for (const std::string text : {"[MASK]", "<nl>", "<s>", "</s>", "<pad>", "<k:r3>", "<0x41>"}) {
    for (const int32_t id : tokenizer_->encode(text).ids) {
      EXPECT_GE(id, SpecialIds::kFirstRegular) << text;
    }
  }
}

std::string random_text(std::mt19937* random, std::size_t pieces) {
  static const std::vector<std::string> kParts = {
      "the", "kettle", "don't",  "é",    "e\u0301", "Ä",        "안",
      "녕",  "하세요", "мир",    "שלום", "😡",       "👍🏽", "👩‍👩‍👧",
      "🇰🇷",  " ",      " ",      " ",    " ",       "\n",       ".",
      ",",   "!?",     "'",      "\"",   "-",       "3",        ".5",
      "’",   "\u0301", "\u200D", "I",    "Monday",  "\xFF",     "_",
      "@",   "ㅎㅎ",   "ß",      "İ"};
  std::string out;
  for (std::size_t i = 0; i < pieces; ++i) out += kParts[(*random)() % kParts.size()];
  return out;
}

TEST_F(TokenizerTest, IdsOfAPrefixThatEndsInASpaceNeverChange) {
  std::mt19937 random(3);
  for (int round = 0; round < 4000; ++round) {
    const std::string prefix = random_text(&random, random() % 24) + (random() % 2 ? " " : "\n");
    const std::vector<int32_t> before = tokenizer_->encode(prefix).ids;
    const std::vector<int32_t> after =
        tokenizer_->encode(prefix + random_text(&random, random() % 24)).ids;
    ASSERT_LE(before.size(), after.size());
    ASSERT_TRUE(std::equal(before.begin(), before.end(), after.begin())) << prefix;
  }
}

TEST_F(TokenizerTest, RandomEditsKeepTheCommonPrefix) {
  std::mt19937 random(5);
  std::string text = random_text(&random, 40);
  for (int round = 0; round < 4000; ++round) {
    const std::string normalized = normalize(text);
    const std::size_t space = normalized.rfind(' ', random() % (normalized.size() + 1));
    const std::string kept = space == std::string::npos ? "" : normalized.substr(0, space + 1);
    const std::string next = kept + random_text(&random, random() % 30);
    const std::vector<int32_t> a = tokenizer_->encode(kept).ids;
    const std::vector<int32_t> b = tokenizer_->encode(next).ids;
    ASSERT_TRUE(a.size() <= b.size() && std::equal(a.begin(), a.end(), b.begin()));
    text = next;
  }
}

TEST_F(TokenizerTest, AVeryLongUnitIsCutNotRefused) {
  const Encoding e = tokenizer_->encode(std::string(1'000'000, 'q'));
  EXPECT_EQ(e.units.size(), 1U);
  EXPECT_LE(e.ids.size(), 520U);
}

TEST(TokenizerOpen, SaysWhatIsWrongWithTheFile) {
  const auto missing = open_sentencepiece("/nowhere/tokenizer.model", nullptr);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);

  const TempFolder folder;
  const std::string path = folder.file("garbage.model");
  std::ofstream(path) << std::string(3000, '\x9c');
  const auto garbage = open_sentencepiece(path, nullptr);
  ASSERT_FALSE(garbage.ok());
  EXPECT_EQ(garbage.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace inkling
