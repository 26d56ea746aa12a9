// The two things that a keyboard does at the end of a sentence: a full stop of two spaces, and a
// capital for what follows.
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class CapitalsAndStopsTest : public SmallEngineTest {
 protected:
  void open(const SessionOptions& options) {
    session_ = std::make_unique<Session>(engine_, options);
  }
};

TEST_F(CapitalsAndStopsTest, ACapitalIsWantedWhereASentenceBegins) {
  EXPECT_TRUE(session_->wants_capital());
  type("s");
  EXPECT_FALSE(session_->wants_capital()) << "the letter is there";
  session_->backspace();
  EXPECT_TRUE(session_->wants_capital());
  type("See you");
  EXPECT_FALSE(session_->wants_capital());
  type(".");
  EXPECT_FALSE(session_->wants_capital()) << "an address may go on behind a dot";
  type(" ");
  EXPECT_TRUE(session_->wants_capital());
  type("soon, ");
  EXPECT_FALSE(session_->wants_capital());
  session_->enter();
  EXPECT_TRUE(session_->wants_capital());
  session_->set_context("Really? ", "");
  EXPECT_TRUE(session_->wants_capital());
  session_->set_context("one ", "two");
  EXPECT_FALSE(session_->wants_capital());
}

TEST_F(CapitalsAndStopsTest, FieldsAndOptionsMaySwitchCapitalsOff) {
  for (const FieldKind field : {FieldKind::kPassword, FieldKind::kEmail, FieldKind::kUri,
                                FieldKind::kNumber, FieldKind::kSearch}) {
    session_->focus(field, false, "", "");
    EXPECT_FALSE(session_->wants_capital());
  }
  open({.auto_capitals = false});
  EXPECT_FALSE(session_->wants_capital());
}

TEST_F(CapitalsAndStopsTest, TwoSpacesAreAFullStopWhereThatIsOn) {
  type("see  ");
  EXPECT_EQ(session_->left(), "see  ") << "off as long as nobody asks";
  open({.double_space_stop = true});
  type("see  ");
  EXPECT_EQ(session_->left(), "see. ");
  EXPECT_TRUE(session_->wants_capital());
  type(" ");
  EXPECT_EQ(session_->left(), "see.  ") << "no word stands before it";
}

TEST_F(CapitalsAndStopsTest, OneBackspaceGivesTheTwoSpacesBack) {
  open({.double_space_stop = true});
  type("see  ");
  session_->backspace();
  EXPECT_EQ(session_->left(), "see  ");
  type(" ");
  EXPECT_EQ(session_->left(), "see   ") << "whoever took it back does not want it";
  session_->backspace(2);
  EXPECT_EQ(session_->left(), "see ");
}

TEST_F(CapitalsAndStopsTest, AStopLeavesTheCorrectionBeforeIt) {
  open({.double_space_stop = true});
  type("recieve  ");
  EXPECT_EQ(session_->left(), "receive. ");
  session_->backspace();
  EXPECT_EQ(session_->left(), "receive  ");
}

TEST_F(CapitalsAndStopsTest, TheSpaceBehindAPickIsNotTheFirstOfTwo) {
  open({.double_space_stop = true});
  session_->pick("see");
  type(" ");
  EXPECT_EQ(session_->left(), "see ") << "the space that is there is the one wanted";
  type(" ");
  EXPECT_EQ(session_->left(), "see. ");
}

TEST_F(CapitalsAndStopsTest, NoStopBehindASignAnotherPlaceOrInOtherFields) {
  open({.double_space_stop = true});
  type("see,  ");
  EXPECT_EQ(session_->left(), "see,  ");
  session_->set_context("see ", "");
  type(" ");
  EXPECT_EQ(session_->left(), "see  ") << "the cursor came from elsewhere";
  session_->focus(FieldKind::kSearch, false, "", "");
  type("see  ");
  EXPECT_EQ(session_->left(), "see  ");
  session_->focus(FieldKind::kText, false, "", "you");
  type("see)  ");
  EXPECT_EQ(session_->left(), "see). ");
  EXPECT_EQ(session_->right(), "you");
}

}  // namespace
}  // namespace inkling
