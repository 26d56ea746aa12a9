// Spaces in wrong places, digits and other slips that cross the borders of words.
#include "cache/history/history.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/prose.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

using SpacesTest = SmallEngineTest;

TEST_F(SpacesTest, AMissingSpaceIsPutIn) {
  type("seeyou ");
  EXPECT_EQ(session_->left(), "see you ");
  session_->set_context("", "");
  type("thevreceive ");  // the key above the bar hit for it
  EXPECT_EQ(session_->left(), "the receive ");
}

TEST_F(SpacesTest, WhatManyWriteAsOneWordCostsLessThanAMissingSpace) {
  type("thankyou");
  ASSERT_TRUE(offered("thank you"));
  EXPECT_NEAR(suggest()[0].reasons.channel, -2, 0.01);
  session_->space();
  EXPECT_EQ(session_->left(), "thank you ");
  session_->focus(FieldKind::kEmail, false, "", "");
  type("thankyou");
  EXPECT_FALSE(offered("thank you"));
}

TEST_F(SpacesTest, ASpaceInsideAWordIsTakenOut) {
  type("tomo rrow");
  const auto items = suggest(4);
  ASSERT_FALSE(items.empty());
  EXPECT_EQ(items[0].text, "tomorrow");
  EXPECT_EQ(items[0].replaces, "tomo ");
  EXPECT_TRUE(items[0].autocorrect);
  session_->space();
  EXPECT_EQ(session_->left(), "tomorrow ");
  session_->backspace();  // right after it: everything as it was typed
  EXPECT_EQ(session_->left(), "tomo rrow");
}

TEST_F(SpacesTest, ASpaceALetterTooEarlyIsMoved) {
  type("se eyou ");
  EXPECT_EQ(session_->left(), "see you ");
}

TEST_F(SpacesTest, TwoUsualWordsStayTwo) {
  type("in the");
  for (const Suggestion& s : suggest(8)) EXPECT_TRUE(s.replaces.empty()) << s.text;
}

TEST_F(SpacesTest, PickingTheLiteralRefusesTheCorrection) {
  type("recieve");
  ASSERT_TRUE(suggest()[0].autocorrect);
  session_->pick("recieve");
  type("recieve ");
  EXPECT_EQ(session_->left(), "recieve recieve ");
}

TEST_F(SpacesTest, AShortcutIsOfferedAndNeverCorrected) {
  ASSERT_TRUE(engine_->history().set_shortcut("yiu", "yours in unity").ok());
  type("yiu");
  EXPECT_TRUE(offered("yours in unity"));
  session_->space();
  EXPECT_EQ(session_->left(), "yiu ");
}

TEST_F(SpacesTest, OneDigitMayBeASlipACodeIsNone) {
  type("hell9 ");
  EXPECT_EQ(session_->left(), "hello ");
  for (const char* code : {"gr8", "v2", "abc123", "1234", "e5f6"}) {
    EXPECT_TRUE(is_code({}, code)) << code;
  }
  EXPECT_FALSE(is_code({}, "po8nt"));
  EXPECT_FALSE(is_code({}, "don't"));
}

TEST_F(SpacesTest, WordsInsideAddressesAreLeftAlone) {
  session_->set_context("write to me@", "");
  type("recieve.");
  EXPECT_EQ(session_->left(), "write to me@recieve.");
  EXPECT_TRUE(inside_token("a/b/"));
  EXPECT_TRUE(inside_token("", "/bin"));
  EXPECT_FALSE(inside_token("word "));
  EXPECT_FALSE(inside_token("word ", " / or"));
  EXPECT_FALSE(inside_token(""));
}

TEST_F(SpacesTest, AWordThatAPathGoesOnBehindIsLeftAlone) {
  session_->set_context("there is no ", "/bin here");
  type("recieve ");
  EXPECT_EQ(session_->left(), "there is no recieve ");
  session_->set_context("there is no ", " here");
  type("recieve ");
  EXPECT_EQ(session_->left(), "there is no receive ");
}

TEST_F(SpacesTest, AShiftHeldTooLongIsForgiven) {
  type("THe");
  EXPECT_TRUE(offered("Then"));
  EXPECT_FALSE(offered("then"));
}

/// What the shipped pack does with the word before the last.
class RecorrectionTest : public ::testing::Test {
 protected:
  RecorrectionTest()
      : engine_(Engine::open({.pack_dir = english_pack()}).value()), session_(engine_) {}
  void type(std::string_view text) { type_into(&session_, text); }
  const Suggestion* offered(const Suggestions& all, std::string_view text) {
    for (const Suggestion& s : all.items) {
      if (s.text == text) return &s;
    }
    return nullptr;
  }
  std::shared_ptr<Engine> engine_;
  Session session_;
};

TEST_F(RecorrectionTest, AnEarlierWordIsOfferedAnewAndChangedOnlyWhenPicked) {
  type("thus is ");
  EXPECT_EQ(session_.left(), "thus is ");
  const Suggestions answer = session_.suggest({});
  const Suggestion* better = offered(answer, "this is");
  ASSERT_NE(better, nullptr);
  EXPECT_EQ(better->replaces, "thus is ");
  EXPECT_FALSE(better->autocorrect);
  EXPECT_EQ(answer.stages.back(), Stage::kRecorrection);
  session_.pick("this is");
  EXPECT_EQ(session_.left(), "this is ");
}

TEST_F(RecorrectionTest, ItIsOfferedRightBehindTheNextWordOnly) {
  const auto doubted = [&] {
    for (const Suggestion& s : session_.suggest({}).items) {
      if (s.replaces.starts_with("thus")) return true;
    }
    return false;
  };
  type("thus ");
  EXPECT_FALSE(doubted());
  type("is");
  EXPECT_FALSE(doubted());
  type(" ");
  EXPECT_TRUE(doubted());
  EXPECT_TRUE(doubted());  // asking twice changes nothing
  type("g");
  EXPECT_FALSE(doubted());
  session_.backspace();
  type("good ");
  EXPECT_FALSE(doubted());
  EXPECT_EQ(session_.left(), "thus is good ");  // never put in by itself
}

TEST_F(RecorrectionTest, AStaleOfferIsPickedAsAPlainText) {
  type("thus is ");
  (void)session_.suggest({});
  type("so ");  // what was offered belongs to another text
  session_.pick("this is");
  EXPECT_EQ(session_.left(), "thus is so this is ");
}

TEST_F(RecorrectionTest, ADeadlineForbidsTheForwardItNeeds) {
  type("thus is ");
  SuggestOptions options;
  options.deadline = Deadline::after_nanos(Clock::system(), 0);
  for (const Stage stage : session_.suggest(options).stages) {
    EXPECT_NE(stage, Stage::kRecorrection);
  }
}

TEST_F(RecorrectionTest, StraySpacesAreTakenOutAndGivenBack) {
  for (const auto& [typed, wanted] : std::initializer_list<std::pair<const char*, const char*>>{
           {"see you tomor row ", "see you tomorrow "},
           {"I like it becau se ", "I like it because "}}) {
    session_.focus(FieldKind::kText, true, "", "");
    type(typed);
    EXPECT_EQ(session_.left(), wanted);
    session_.backspace();  // what was typed, the space in its middle included
    EXPECT_EQ(session_.left() + " ", typed);
  }
}

TEST_F(RecorrectionTest, BackspaceTakesTheLastOfTwoCorrectionsBack) {
  session_.focus(FieldKind::kText, true, "", "");
  type("it is one oft ");
  EXPECT_EQ(session_.left(), "it is one of ");
  type("he ");
  EXPECT_EQ(session_.left(), "it is one of the ");
  session_.backspace();
  EXPECT_EQ(session_.left(), "it is one of he");
}

TEST_F(RecorrectionTest, NothingIsDoubtedAfterAJump) {
  session_.set_context("thus is ", "");
  EXPECT_EQ(offered(session_.suggest({}), "this is"), nullptr);
}

}  // namespace
}  // namespace inkling
