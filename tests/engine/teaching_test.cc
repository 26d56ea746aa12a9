// What teaches, and how fast: slips stay slips, and what is shouted, tagged or typed once does not
// push itself forward.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cache/history/history.h"
#include "engine/inkling.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

class TeachingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    engine_ = Engine::open({.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en"}).value();
  }
  static void keys(Session* session, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      next_code_point(text, &at);
      session->key(text.substr(begin, at - begin));
    }
  }
  /// What stands in a new field after these keys.
  std::string typed(std::string_view text,
                    AutocorrectStrength strength = AutocorrectStrength::kNormal) {
    SessionOptions options;
    options.autocorrect = strength;
    Session session(engine_, options);
    keys(&session, text);
    (void)session.finish();
    return session.left();
  }
  std::string as_typed(std::string_view text) { return typed(text, AutocorrectStrength::kOff); }
  std::vector<std::string> offered(std::string_view text) {
    Session session(engine_);
    keys(&session, text);
    std::vector<std::string> out;
    for (const Suggestion& s : session.suggest({}).items) out.push_back(s.text);
    return out;
  }
  static bool among(const std::vector<std::string>& all, const std::string& word) {
    return std::find(all.begin(), all.end(), word) != all.end();
  }
  History& history() { return engine_->history(); }

  std::shared_ptr<Engine> engine_;
};

TEST_F(TeachingTest, OneUndoDoesNotMakeASlipAWord) {
  Session session(engine_);
  keys(&session, "the whole wrold ");
  ASSERT_EQ(session.left(), "the whole world ");
  session.backspace(1);
  ASSERT_EQ(session.left(), "the whole wrold");
  keys(&session, " is here. ");
  EXPECT_FALSE(history().is_personal("wrold"));
  EXPECT_FALSE(among(offered("the whole wro"), "wrold"));
  EXPECT_FALSE(among(offered("the whole "), "wrold"));
  EXPECT_EQ(typed("all over the wolrd "), "all over the world ");
}

TEST_F(TeachingTest, KeptASecondTimeAfterAnUndoItIsAWord) {
  Session session(engine_);
  keys(&session, "the whole wrold ");
  session.backspace(1);
  keys(&session, " is here and the other wrold too. ");
  EXPECT_TRUE(history().is_personal("wrold"));
}

TEST_F(TeachingTest, ASlipLeftStandingTwiceMendsNoOtherWord) {
  for (const char* slip : {"tonigth", "recieve", "tommorow"}) {
    as_typed(std::string("so ") + slip + " it is. ");
    as_typed(std::string("and ") + slip + " again. ");
    EXPECT_FALSE(history().is_personal(slip)) << slip;
  }
  EXPECT_EQ(typed("see you tonigt "), "see you tonight ");
  EXPECT_EQ(typed("see you tommorrow "), "see you tomorrow ");
  EXPECT_EQ(typed("you will recive "), "you will receive ");
}

TEST_F(TeachingTest, ASlipThatOneTypesAgainAndAgainIsAWordOfTheirs) {
  for (int i = 0; i < 5; ++i) as_typed("come over tonigth now. ");
  EXPECT_TRUE(history().is_personal("tonigth"));
}

TEST_F(TeachingTest, ANewWordIsOfferedOnceItWasTypedTwice) {
  as_typed("ask Zorblat about it. ");
  EXPECT_FALSE(among(offered("ask Zor"), "Zorblat"));
  as_typed("then Zorblat said no. ");
  EXPECT_TRUE(among(offered("ask Zor"), "Zorblat"));
}

TEST_F(TeachingTest, WordsInCapitalsAreLearnedAsTheyAreUsuallyWritten) {
  for (int i = 0; i < 3; ++i) as_typed("I CANT BELIEVE THIS HAPPENED TO ME. ");
  for (const char* left : {"I ", "I can", "THIS ", "we b"}) {
    for (const std::string& word : offered(left)) {
      EXPECT_TRUE(word.size() < 2 || case_pattern(word) != CasePattern::kUpper) << left << word;
    }
  }
  for (const HistoryWord& word : history().words("", 100)) {
    EXPECT_TRUE(word.text.size() < 2 || case_pattern(word.text) != CasePattern::kUpper)
        << word.text;
  }
}

TEST_F(TeachingTest, AnAbbreviationStaysInCapitals) {
  for (int i = 0; i < 3; ++i) as_typed("the ZQX said so. ");
  EXPECT_TRUE(among(offered("the ZQ"), "ZQX"));
}

TEST_F(TeachingTest, TagsPathsAndAddressesTeachNothing) {
  for (const char* text :
       {"#teh ", "/home/teh/ ", "@teh ", "teh_x ", "teh.example.org ", "a#teh "}) {
    as_typed(text);
    as_typed(text);
  }
  EXPECT_EQ(typed("so teh "), "so the ");
  EXPECT_EQ(history().words("teh", 5).size(), 0U);
}

TEST_F(TeachingTest, OneSentenceDoesNotPutItsWordFirstEverywhere) {
  as_typed("we watched the grammys last night and it was fun. ");
  int first = 0;
  for (const char* left : {"I put it on the ", "where is the ", "at the ", "over the ",
                           "he is the ", "all of the ", "in the ", "what about the "}) {
    const auto strip = offered(left);
    ASSERT_FALSE(strip.empty());
    if (strip.front() == "grammys") ++first;
  }
  EXPECT_LE(first, 2);
}

TEST_F(TeachingTest, WhatOneWritesAgainAndAgainIsOfferedWhole) {
  for (int i = 0; i < 4; ++i) as_typed("I will feed the hedgehog tonight. ");
  EXPECT_TRUE(among(offered("I will "), "feed the hedgehog"));
  EXPECT_TRUE(among(offered("I will fe"), "feed the hedgehog"));
  EXPECT_FALSE(among(offered("we saw "), "feed the hedgehog"));
  Session session(engine_);
  keys(&session, "I will ");
  for (const Suggestion& s : session.suggest({}).items) {
    if (s.text == "feed the hedgehog") {
      EXPECT_EQ(s.kind, SuggestionKind::kPhrase);
    }
  }
  session.pick("feed the hedgehog");
  EXPECT_EQ(session.left(), "I will feed the hedgehog ");
}

TEST_F(TeachingTest, APhraseOfABlockedWordIsNotOffered) {
  for (int i = 0; i < 4; ++i) as_typed("I will feed the hedgehog tonight. ");
  history().block("hedgehog");
  for (const std::string& text : offered("I will ")) {
    EXPECT_EQ(text.find("hedgehog"), text.npos) << text;
  }
}

TEST_F(TeachingTest, ACorrectionTakenBackToBeDeletedIsNotRefused) {
  Session session(engine_);
  keys(&session, "so teh ");
  ASSERT_EQ(session.left(), "so the ");
  session.backspace(1);
  ASSERT_EQ(session.left(), "so teh");
  session.backspace(3);
  keys(&session, "it is. ");
  EXPECT_FALSE(history().refused("teh", "the"));
  EXPECT_EQ(typed("and teh "), "and the ");
}

TEST_F(TeachingTest, WhatIsUndoneIsUnlearned) {
  Session session(engine_);
  keys(&session, "meet me at the zoo ");
  const std::size_t words = history().status().words;
  session.backspace(4);
  EXPECT_LT(history().status().words, words);
  EXPECT_EQ(history().words("zoo", 5).size(), 0U);
}

}  // namespace
}  // namespace inkling
