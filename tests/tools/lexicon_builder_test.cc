#include "tools/pack/lexicon_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "engine/lexicon/lexicon.h"
#include "tests/temp_folder.h"
#include "tools/pack/emoji_names.h"

namespace inkling {
namespace {

class BuilderTest : public ::testing::Test {
 protected:
  BuilderTest() {
    std::filesystem::create_directory(folder_.file("lists"));
    std::filesystem::create_directory(folder_.file("typos"));
    options_.lists_dir = folder_.file("lists");
    list("scowl_en_US_le70",
         "the\t10:words\nreceive\t10:words\nMonday\t35:upper\nus\t10:words\nUS\t40:abbreviations\n"
         "darn\t35:words\nkill\t10:words\nits\t10:words\ndon't\t10:contractions\n"
         "it's\t10:contractions\nzyzzyva\t70:words\nwell\t10:words\nwe'll\t10:contractions\n");
    list(
        "wordfreq_large_en",
        "the\t50000000\nreceive\t50000\nrecieve\t600\nus\t1000000\nmonday\t60000\ndon't\t1500000\n"
        "dont\t54000\nits\t900000\nit's\t2000000\nyeet\t9000\nkill\t90000\ndarn\t9000\ni\t9000000\n"
        "xq\t10\nwell\t800000\nwe'll\t100000\n");
    list("cuss_en", "darn\t2\nkill\t0\n");
    std::ofstream(folder_.file("typos") + "/slips.tsv")
        << "typo\tcorrect\nrecieve\treceive\nkill\tskill\n";
  }
  void list(const std::string& name, const std::string& text) {
    std::ofstream(folder_.file("lists") + "/" + name + ".tsv") << text;
  }
  std::unique_ptr<Lexicon> build() {
    auto built = build_lexicon(options_);
    EXPECT_TRUE(built.ok()) << (built.ok() ? "" : built.error().message);
    if (!built.ok()) return nullptr;
    report_ = built->second;
    return std::move(Lexicon::from_bytes(built->first).value());
  }
  static std::string first_text(const Lexicon& lexicon, const std::string& word) {
    const auto found = lexicon.find(word);
    return found.empty() ? "-" : found[0].text;
  }

  TempFolder folder_;
  BuildOptions options_;
  BuildReport report_;
};

TEST_F(BuilderTest, MergesListsWithTrueCaseAndFlags) {
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_EQ(first_text(*lexicon, "monday"), "Monday");
  EXPECT_EQ(first_text(*lexicon, "i"), "I");
  EXPECT_EQ(first_text(*lexicon, "don't"), "don't");
  EXPECT_EQ(lexicon->find("darn")[0].flags & kWordOffensive, kWordOffensive);
  EXPECT_EQ(lexicon->find("kill")[0].flags & kWordOffensive, 0);
  EXPECT_EQ(report_.offensive, 1U);
  EXPECT_EQ(lexicon->find("zyzzyva")[0].flags & kWordNeverAutocorrect, kWordNeverAutocorrect);
  EXPECT_GT(lexicon->find("the")[0].log_prob, lexicon->find("receive")[0].log_prob);
  EXPECT_FALSE(report_.warnings.empty());
}

TEST_F(BuilderTest, LeavesOutBareContractionsButKeepsRealWords) {
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_FALSE(lexicon->contains("dont"));
  EXPECT_TRUE(lexicon->contains("its"));
  EXPECT_TRUE(lexicon->contains("well"));
}

TEST_F(BuilderTest, LeavesOutMisspellingsButNoDictionaryWord) {
  options_.typos_dir = folder_.file("typos");
  options_.unigrams_path = folder_.file("unigrams.tsv");
  std::ofstream(options_.unigrams_path) << "receive\t900\nrecieve\t30\nyeet\t50\nkill\t70\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_FALSE(lexicon->contains("recieve"));
  EXPECT_TRUE(lexicon->contains("kill"));
  EXPECT_TRUE(lexicon->contains("yeet"));  // in no dictionary, but people write it
  EXPECT_FALSE(lexicon->contains("xq"));
}

TEST_F(BuilderTest, KeepsWhatPeopleWriteOnPurpose) {
  options_.typos_dir = folder_.file("typos");
  options_.unigrams_path = folder_.file("unigrams.tsv");
  list("wordfreq_large_en",
       "the\t50000000\nway\t900000\nha\t90000\nhere\t900000\nnew\t900000\nyay\t8000\nhaha\t9000\n"
       "hehe\t900\nthx\t1400\ntha\t1400\nhahanew\t900\nhee\t2\n");
  list("aosp_en_wordlist", "yay\t50\nhaha\t45\nhee\t1\nhahanew\t1\n");
  std::ofstream(folder_.file("typos") + "/slips.tsv")
      << "typo\tcorrect\nyay\tway\nhehe\there\nthx\tthe\ntha\tthe\nhee\there\n";
  std::ofstream(folder_.file("typos") + "/multilexnorm_en.tsv")
      << "typo\tcorrect\nthx\tthanks\ntha\tthe\n";
  std::ofstream(options_.unigrams_path)
      << "the\t50000\nyay\t80\nhaha\t90\nhehe\t40\nthx\t90\ntha\t90\nha\t90\nnew\t900\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_TRUE(lexicon->contains("yay"));       // a list has it, and many write it
  EXPECT_TRUE(lexicon->contains("haha"));      // not "ha ha" with its space forgotten
  EXPECT_TRUE(lexicon->contains("hehe"));      // nor a slip
  EXPECT_TRUE(lexicon->contains("thx"));       // texts spell it out
  EXPECT_FALSE(lexicon->contains("tha"));      // texts mend it
  EXPECT_FALSE(lexicon->contains("hee"));      // hardly anybody writes it
  EXPECT_FALSE(lexicon->contains("hahanew"));  // two words, the space forgotten
}

TEST_F(BuilderTest, KeepsNamesThatListsTakeForSlips) {
  options_.typos_dir = folder_.file("typos");
  options_.unigrams_path = folder_.file("unigrams.tsv");
  options_.cases_path = folder_.file("cases.tsv");
  list("wordfreq_large_en",
       "the\t50000000\nfrancisco\t900000\nbig\t900000\ntheo\t3000\nfransisco\t3000\nbing\t3000\n");
  list("scowl_en_US_le70", "the\t10:words\nbig\t10:words\n");
  std::ofstream(folder_.file("typos") + "/slips.tsv")
      << "typo\tcorrect\ntheo\tthe\nfransisco\tfrancisco\nbing\tbig\n";
  std::ofstream(options_.unigrams_path)
      << "the\t50000\nfrancisco\t300\nbig\t900\ntheo\t60\nfransisco\t20\nbing\t30\n";
  std::ofstream(options_.cases_path)
      << "theo\tTheo\t55\ntheo\ttheo\t5\nfransisco\tFransisco\t20\nfrancisco\tFrancisco\t290\n"
         "francisco\tfrancisco\t10\nbing\tbing\t20\nbing\tBing\t10\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_TRUE(lexicon->contains("theo"));
  EXPECT_FALSE(lexicon->contains("fransisco"));  // a name misspelled
  EXPECT_FALSE(lexicon->contains("bing"));       // mostly lower case
}

TEST_F(BuilderTest, TellsAWordFromAForgottenSpaceByThePair) {
  options_.unigrams_path = folder_.file("unigrams.tsv");
  list("wordfreq_large_en",
       "the\t5000000\nhigh\t90000\nschool\t90000\ngame\t90000\nplay\t90000\nwould\t90000\na\t900000"
       "\n"
       "highschool\t900\ngameplay\t900\nwoulda\t900\nin\t900000\nplayin\t9\nplaying\t900\n"
       "playschool\t9\n");
  std::ofstream(options_.unigrams_path)
      << "the\t50000\nhigh\t90\nschool\t90\ngame\t90\nplay\t90\nwould\t90\na\t900\n"
         "highschool\t9\ngameplay\t9\nwoulda\t9\n";
  auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_FALSE(lexicon->contains("gameplay"));  // nobody counted the pairs: to be on the safe side
  EXPECT_TRUE(lexicon->contains("woulda"));
  options_.joined_path = folder_.file("joined.tsv");
  std::ofstream(options_.joined_path) << "highschool\t9\t400\ngameplay\t9\t2\nwoulda\t9\t300\n"
                                         "playin\t9\t400\nplayschool\t9\t12\n";
  lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_TRUE(lexicon->contains("gameplay"));
  EXPECT_FALSE(lexicon->contains("highschool"));
  ASSERT_TRUE(lexicon->joined("highschool"));
  EXPECT_EQ(lexicon->joined("highschool")->words, "high school");
  EXPECT_NEAR(lexicon->joined("highschool")->cost, -std::log(9.0 / 409), 0.01);
  EXPECT_FALSE(lexicon->joined("gameplay"));
  EXPECT_FALSE(lexicon->joined("woulda"));
  EXPECT_FALSE(lexicon->joined("playin"));      // nobody means "play in"
  EXPECT_FALSE(lexicon->joined("playschool"));  // nearly as often one word as two
}

TEST_F(BuilderTest, CaseFollowsRunningText) {
  options_.cases_path = folder_.file("cases.tsv");
  std::ofstream(options_.cases_path)
      << "us\tus\t9000\nus\tUS\t800\nus\tUs\t200\nmonday\tMonday\t900\nmonday\tmonday\t90\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  const auto us = lexicon->find("us");
  ASSERT_EQ(us.size(), 2U);
  EXPECT_EQ(us[0].text, "us");
  EXPECT_EQ(us[1].text, "US");
  EXPECT_EQ(lexicon->find("monday").size(), 1U);
}

TEST_F(BuilderTest, KnowsCompoundsThatAreOftenWrittenAsOne) {
  options_.unigrams_path = folder_.file("unigrams.tsv");
  options_.joined_path = folder_.file("joined.tsv");
  list("wordfreq_large_en",
       "the\t50000000\nhelp\t90000\ndesk\t90000\nwash\t90000\nday\t90000\n"
       "helpdesk\t20\nwashday\t20\n");
  list("scowl_en_US_le70",
       "the\t10:words\nhelp\t10:words\ndesk\t20:words\nwash\t20:words\n"
       "day\t10:words\n");
  std::ofstream(options_.unigrams_path)
      << "the\t50000000\nhelp\t9000\ndesk\t9000\nwash\t9000\nday\t9000\nhelpdesk\t15\n"
         "washday\t15\n";
  std::ofstream(options_.joined_path) << "helpdesk\t15\t33\nwashday\t15\t900\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  EXPECT_TRUE(lexicon->contains("helpdesk"));
  EXPECT_FALSE(lexicon->contains("washday"));  // mostly two words
  EXPECT_FALSE(lexicon->joined("helpdesk"));
}

TEST_F(BuilderTest, WhatListsWriteSmallAloneKeepsItsSmallForm) {
  options_.cases_path = folder_.file("cases.tsv");
  list("wordfreq_large_en", "the\t5000000\ncactus\t900\nmason\t900\nmonday\t900\n");
  list("scowl_en_US_le70",
       "the\t10:words\ncactus\t40:words\nmason\t40:words\n"
       "Mason\t50:upper\nMonday\t10:upper\n");
  // A text may call somebody so.
  std::ofstream(options_.cases_path) << "cactus\tCactus\t98\ncactus\tcactus\t2\n"
                                        "mason\tMason\t99\nmason\tmason\t1\n"
                                        "monday\tMonday\t100\n";
  const auto lexicon = build();
  ASSERT_NE(lexicon, nullptr);
  const auto cactus = lexicon->find("cactus");
  ASSERT_EQ(cactus.size(), 2U);
  EXPECT_EQ(cactus[0].text, "Cactus");
  EXPECT_EQ(cactus[1].text, "cactus");
  EXPECT_NEAR(cactus[1].log_prob - cactus[0].log_prob, std::log(0.3 / 0.7), 0.1);
  EXPECT_EQ(lexicon->find("mason").size(), 1U);  // lists know the name, too
  EXPECT_EQ(lexicon->find("monday").size(), 1U);
}

TEST_F(BuilderTest, MissingFolderAndTooSmallALimitAreErrors) {
  options_.max_bytes = 100;
  EXPECT_EQ(build_lexicon(options_).error().code, ErrorCode::kInvalidArgument);
  options_.lists_dir = folder_.file("none");
  EXPECT_EQ(build_lexicon(options_).error().code, ErrorCode::kNotFound);
}

TEST_F(BuilderTest, DamagedCompressedListIsCorrupt) {
  std::ofstream(folder_.file("lists") + "/names_male_en.tsv.xz") << "not xz at all";
  const auto built = build_lexicon(options_);
  ASSERT_FALSE(built.ok());
  EXPECT_EQ(built.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(built.error().message.find("names_male_en"), std::string::npos);
}

TEST(EmojiNames, AreFoundByTheirNouns) {
  const auto names = emoji_names();
  const auto has = [&](const char* word, const char* emoji) {
    return std::find(names.begin(), names.end(),
                     std::pair<std::string, std::string>(word, emoji)) != names.end();
  };
  EXPECT_TRUE(has("pizza", "🍕"));
  EXPECT_TRUE(has("rocket", "🚀"));
  EXPECT_TRUE(has("dog", "🐶"));
  EXPECT_TRUE(has("birthday", "🎂"));
  for (const auto& [word, emoji] : names) EXPECT_NE(word, "face");
}

}  // namespace
}  // namespace inkling
