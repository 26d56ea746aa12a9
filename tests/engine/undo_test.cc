// What backspace gives back after autocorrections, and what is learned from it.
#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// "yuo" becomes "you", and with the "r" behind a stray space "your".
class UndoTest : public SmallEngineTest {
 protected:
  std::vector<std::string> learned() {
    std::vector<std::string> out;
    for (const HistoryWord& word : engine_->history().words("", 9)) out.push_back(word.text);
    return out;
  }
  using Words = std::vector<std::string>;
};

TEST_F(UndoTest, AJoinTakenBackLeavesTheTextRightBeforeIt) {
  type("yuo r");
  EXPECT_EQ(session_->left(), "you r");
  session_->space();
  ASSERT_EQ(session_->left(), "your ");
  session_->backspace();
  EXPECT_EQ(session_->left(), "you r");
  EXPECT_EQ(session_->composing(), "r");
  type(" ");
  EXPECT_EQ(session_->left(), "you r ");
}

TEST_F(UndoTest, OneMoreBackspaceGivesBackTheFirstWordAsTyped) {
  type("yuo r ");
  session_->backspace();
  session_->backspace();
  EXPECT_EQ(session_->left(), "yuo r");
  EXPECT_EQ(session_->composing(), "r");
  type(" ");
  EXPECT_EQ(session_->left(), "yuo r ");
}

TEST_F(UndoTest, FurtherBackspacesDelete) {
  type("yuo r ");
  session_->backspace(3);
  EXPECT_EQ(session_->left(), "yuo ");
  session_->backspace(4);
  EXPECT_EQ(session_->left(), "");
}

TEST_F(UndoTest, WhoTypesOnKeepsTheFirstCorrection) {
  type("yuo r ");
  session_->backspace();
  type("o");
  session_->backspace(2);
  EXPECT_EQ(session_->left(), "you ");
}

TEST_F(UndoTest, AFirstWordThatWasNotCorrectedNeedsOneBackspaceOnly) {
  type("tomo rrow ");
  session_->backspace();
  EXPECT_EQ(session_->left(), "tomo rrow");
  session_->backspace();
  EXPECT_EQ(session_->left(), "tomo rro");
}

TEST_F(UndoTest, AfterAJumpBackspaceDeletes) {
  type("yuo r ");
  session_->set_context(session_->left(), "");
  session_->backspace();
  EXPECT_EQ(session_->left(), "your");
}

TEST_F(UndoTest, PiecesOfAWordAreNotLearned) {
  for (int i = 0; i < 3; ++i) {
    type("tomo rrow.");
    session_->enter();
  }
  EXPECT_EQ(learned(), Words{"tomorrow"});
  session_->set_context("", "");
  type("tomo rrow");
  (void)suggest();
  session_->pick("tomorrow");
  EXPECT_EQ(session_->left(), "tomorrow ");
  EXPECT_EQ(learned(), Words{"tomorrow"});
}

TEST_F(UndoTest, TheHistoryFollowsEachStepBack) {
  // Seen once: it waits, and what is typed next makes it a word of one's own.
  engine_->history().learn("", "", "yuo", false, true);
  type("yuo r ");
  EXPECT_EQ(learned(), Words{"your"});
  session_->backspace();
  EXPECT_EQ(learned(), Words{"you"});
  session_->backspace();
  EXPECT_EQ(learned(), Words{"yuo"});
}

TEST_F(UndoTest, TheSecondStepForbidsNothingForGood) {
  type("yuo r ");
  session_->backspace(2);
  EXPECT_EQ(engine_->history().correction("r", "your").reverted, 1U);
  EXPECT_EQ(engine_->history().correction("yuo", "you").reverted, 0U);
}

TEST_F(UndoTest, TheLiteralStaysWhereNothingMayBeLearned) {
  session_->focus(FieldKind::kText, true, "", "");
  type("recieve ");
  session_->backspace();
  for (const Suggestion& s : suggest()) EXPECT_FALSE(s.autocorrect) << s.text;
  type(" ");
  EXPECT_EQ(session_->left(), "recieve ");
  // Nothing is remembered of it.
  type("recieve ");
  EXPECT_EQ(session_->left(), "recieve receive ");
  EXPECT_EQ(engine_->history().correction("recieve", "receive").reverted, 0U);
}

TEST_F(UndoTest, AWordThatWasGivenBackIsNotDoubtedWithTheNextOne) {
  session_->focus(FieldKind::kText, true, "", "");
  type("recieve ");
  session_->backspace();
  type(" recieve");
  for (const Suggestion& s : suggest(8)) EXPECT_TRUE(s.replaces.empty()) << s.text;
}

TEST_F(UndoTest, WhatWasRefusedOnceIsNotPutInWithAMovedSpace) {
  engine_->history().learn_correction("se", "see", false);
  type("se eyou ");
  EXPECT_EQ(session_->left().substr(0, 3), "se ");
}

}  // namespace
}  // namespace inkling
