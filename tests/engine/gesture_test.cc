// Words that a finger draws: what stands in the text, what is offered, what is taken back.
#include <limits>

#include "cache/history/history.h"
#include "tests/drawn.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class GestureTest : public SmallEngineTest {
 protected:
  Commit swipe(std::string_view word, GestureCase letter_case = GestureCase::kAsWritten) {
    return session_->gesture(draw(word), letter_case);
  }
  std::vector<std::string> sketch(std::string_view word) {
    std::vector<std::string> out;
    for (const Suggestion& s : session_->sketch(draw(word), {}).items) out.push_back(s.text);
    return out;
  }
};

TEST_F(GestureTest, ADrawnWordIsTheComposingText) {
  swipe("hello");
  EXPECT_EQ(session_->composing(), "Hello");
  EXPECT_EQ(session_->left(), "Hello");
}

TEST_F(GestureTest, AFieldMayDoWithoutCapitals) {
  SessionOptions options;
  options.auto_capitals = false;
  Session session(engine_, options);
  EXPECT_EQ(session.sketch(draw("hello"), {}).items.at(0).text, "hello");
  session.gesture(draw("in"));
  EXPECT_EQ(session.composing(), "in");
  session.space();
  session.gesture(draw("hello"));
  EXPECT_EQ(session.left(), "in hello");
  session_->focus(FieldKind::kSearch, false, "", "");
  swipe("hello");
  EXPECT_EQ(session_->composing(), "hello");
}

TEST_F(GestureTest, SpacesBetweenDrawnWordsComeByThemselves) {
  swipe("see");
  const Commit ended = swipe("you");
  EXPECT_EQ(ended.committed, "See");
  EXPECT_NE(ended.id, 0U);
  swipe("soon");
  EXPECT_EQ(session_->left(), "See you soon");
}

TEST_F(GestureTest, AWordBeingTypedEndsAsByASpace) {
  type("tomorow");
  const Commit ended = swipe("then");
  EXPECT_TRUE(ended.autocorrected);
  EXPECT_EQ(session_->left(), "tomorrow then");
}

TEST_F(GestureTest, ASignStandsCloseAndTheNextWordKeepsItsDistance) {
  swipe("hello");
  type(",");
  swipe("you");
  EXPECT_EQ(session_->left(), "Hello, you");
  type(".");
  swipe("see");
  EXPECT_EQ(session_->left(), "Hello, you. See");
}

TEST_F(GestureTest, NoSpaceComesBehindAnOpeningSign) {
  type("(");
  swipe("hello");
  EXPECT_EQ(session_->left(), "(Hello");
}

TEST_F(GestureTest, QuotesOpenAndClose) {
  swipe("see");
  type(" \"");
  swipe("you");
  EXPECT_EQ(session_->left(), "See \"You");
  type("\"");
  swipe("soon");
  EXPECT_EQ(session_->left(), "See \"You\" soon");
}

TEST_F(GestureTest, ASpaceBehindADrawnWordIsTheOnlyOne) {
  swipe("see");
  session_->space();
  swipe("you");
  EXPECT_EQ(session_->left(), "See you");
}

TEST_F(GestureTest, ALetterBehindADrawnWordBeginsAnother) {
  swipe("hello");
  const Commit ended = session_->key("y");
  EXPECT_EQ(ended.committed, "Hello");
  EXPECT_EQ(session_->left(), "Hello y");
  EXPECT_EQ(session_->composing(), "y");
}

TEST_F(GestureTest, AnApostropheGoesOnWithADrawnWord) {
  swipe("you");
  type("'re");
  EXPECT_EQ(session_->composing(), "You're");
}

TEST_F(GestureTest, BackspaceTakesTheWordBackWhole) {
  swipe("see");
  swipe("tomorrow");
  session_->backspace();
  EXPECT_EQ(session_->left(), "See ");
  EXPECT_EQ(session_->composing(), "");
  swipe("you");
  EXPECT_EQ(session_->left(), "See you");
}

TEST_F(GestureTest, BehindASpaceBackspaceOffersTheOthersAgain) {
  swipe("form");
  const auto before = texts();
  session_->space();
  session_->backspace();
  EXPECT_EQ(session_->composing(), "Form");
  EXPECT_EQ(texts(), before);
  session_->backspace();
  EXPECT_EQ(session_->left(), "For");
}

TEST_F(GestureTest, AnotherReadingTakesItsPlace) {
  swipe("in");
  const auto items = suggest();
  ASSERT_GE(items.size(), 2U);
  EXPECT_EQ(items[0].kind, SuggestionKind::kLiteral);
  EXPECT_EQ(items[0].text, "In");
  EXPECT_EQ(items[1].kind, SuggestionKind::kGesture);
  session_->accept(1).value();
  EXPECT_EQ(session_->left(), items[1].text + " ");
  swipe("you");
  EXPECT_EQ(session_->left(), items[1].text + " you");
}

TEST_F(GestureTest, AnotherReadingTeachesNoSlip) {
  type("a ");
  swipe("form");
  session_->pick("from");
  type("a b ");
  type("form");
  const auto items = suggest();
  ASSERT_FALSE(items.empty());
  EXPECT_FALSE(items[0].autocorrect);
}

TEST_F(GestureTest, ShiftIsAskedForBesideThePath) {
  type("a ");
  swipe("hello", GestureCase::kTitle);
  EXPECT_EQ(session_->composing(), "Hello");
  // An emoji may be among them: what must not be is a small letter, whatever sign `char` has.
  for (const std::string& text : texts()) EXPECT_FALSE(text[0] >= 'a' && text[0] <= 'z') << text;
  session_->backspace();
  swipe("hello", GestureCase::kUpper);
  EXPECT_EQ(session_->composing(), "HELLO");
}

TEST_F(GestureTest, TheCapitalOfASentenceMayBeDeclined) {
  swipe("hello", GestureCase::kPlain);
  EXPECT_EQ(session_->composing(), "hello");
  session_->backspace();
  swipe("i", GestureCase::kPlain);
  EXPECT_EQ(session_->composing().substr(0, 1), "I");
}

TEST_F(GestureTest, ApostrophesAreFree) {
  type("a ");
  swipe("dont");
  EXPECT_EQ(session_->composing(), "don't");
}

TEST_F(GestureTest, ADoubleLetterMayBeALoopOrNone) {
  type("a ");
  auto points = draw("helo");
  session_->gesture(points);
  EXPECT_EQ(session_->composing(), "hello");
}

TEST_F(GestureTest, FieldsThatAreNotCorrectedTakeNone) {
  for (const FieldKind field :
       {FieldKind::kPassword, FieldKind::kEmail, FieldKind::kUri, FieldKind::kNumber}) {
    session_->focus(field, false, "", "");
    swipe("hello");
    EXPECT_EQ(session_->left(), "");
    EXPECT_TRUE(sketch("hello").empty());
  }
}

TEST_F(GestureTest, WhatMeansNothingChangesNothing) {
  type("see");
  session_->gesture({});
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  session_->gesture(std::vector<GesturePoint>{{kNan, kNan, 0}});
  EXPECT_EQ(session_->left(), "see");
  EXPECT_EQ(session_->composing(), "see");
}

TEST_F(GestureTest, PointsOfAnyKindAreSurvived) {
  constexpr float kHuge = std::numeric_limits<float>::max();
  std::vector<GesturePoint> points;
  for (int i = 0; i < 20'000; ++i) {
    const auto x = static_cast<float>(i % 97) / 9;
    points.push_back({i % 1000 == 7 ? kHuge : x, static_cast<float>(i % 31) / 10,
                      i % 3 == 0 ? std::numeric_limits<int64_t>::min() : i});
  }
  session_->gesture(points);
  session_->space();
  session_->gesture(std::vector<GesturePoint>{{1, 1, 0}});
  session_->gesture(std::vector<GesturePoint>{{-1e9F, 1e9F, -5}, {1e9F, -1e9F, 5}});
}

TEST_F(GestureTest, ASketchShowsWhatWouldBePutInAndLeavesTheTextAlone) {
  type("see");
  const auto before = texts();
  const auto guess = sketch("you");
  ASSERT_FALSE(guess.empty());
  EXPECT_EQ(guess[0], "you");
  EXPECT_EQ(session_->left(), "see");
  EXPECT_EQ(texts(), before);
  type("n");
  EXPECT_EQ(session_->composing(), "seen");
}

TEST_F(GestureTest, TheGuessGrowsWithThePath) {
  const auto points = draw("tomorrow");
  std::string last;
  std::vector<std::string> seen;
  for (std::size_t n = 8; n <= points.size(); n += 8) {
    const auto items = session_->sketch(std::span(points).first(n), {}).items;
    if (!items.empty()) last = items[0].text;
  }
  last = session_->sketch(points, {}).items.at(0).text;
  EXPECT_EQ(last, "Tomorrow");
}

TEST_F(GestureTest, WordsOfThePersonsOwnAreDrawnToo) {
  for (int i = 0; i < 3; ++i) {
    type("see Zorvath ");
    session_->set_context("", "");
  }
  type("see ");
  swipe("zorvath");
  EXPECT_EQ(session_->composing(), "Zorvath");
}

TEST_F(GestureTest, OffensiveWordsAreNotReadFromAPath) {
  type("a ");
  swipe("damn");
  EXPECT_NE(session_->composing(), "damn");
}

TEST_F(GestureTest, BlockedWordsAreNotReadFromAPath) {
  type("a ");
  engine_->history().block("hello");
  swipe("hello");
  EXPECT_NE(session_->composing(), "hello");
}

TEST_F(GestureTest, WhatWasDrawnIsLearned) {
  type("a ");
  swipe("tomorrow");
  session_->space();
  session_->finish();
  type("b ");
  std::vector<std::string> learned;
  for (const HistoryWord& word : engine_->history().words("", 9)) learned.push_back(word.text);
  EXPECT_NE(std::find(learned.begin(), learned.end(), "tomorrow"), learned.end());
}

TEST_F(GestureTest, InTheMiddleOfATextSpacesFit) {
  session_->set_context("see", " soon");
  swipe("you");
  EXPECT_EQ(session_->left(), "see you");
  EXPECT_EQ(session_->right(), " soon");
}

TEST(GestureLayouts, AnyLayoutIsDrawnOn) {
  const TempFolder folder;
  write_lexicon_pack(folder.path());
  const auto engine = Engine::open({.pack_dir = folder.path()}).value();
  for (const std::string& name : Layout::names()) {
    const Layout& layout = *Layout::find(name);
    if (!layout.center(U'h')) continue;
    SessionOptions options;
    options.layout = name;
    Session session(engine, options);
    session.gesture(draw("tomorrow", layout));
    EXPECT_EQ(session.composing(), "Tomorrow") << name;
  }
}

}  // namespace
}  // namespace inkling
