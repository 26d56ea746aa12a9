// The cursor in the middle, or at the end, of a word that stands there.
#include <random>

#include "cache/history/history.h"
#include "engine/document.h"
#include "engine/text_edit.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class WholeWordTest : public SmallEngineTest {
 protected:
  std::string text() { return session_->left() + "|" + session_->right(); }
  bool learned(const std::string& word) { return !engine_->history().words(word, 1).empty(); }
};

TEST_F(WholeWordTest, APickTakesBothSidesOfIt) {
  session_->set_context("see you tom", "orow soon");
  ASSERT_TRUE(offered("tomorrow"));
  const Commit commit = session_->pick("tomorrow");
  EXPECT_EQ(commit.typed, "tomorow");
  EXPECT_EQ(text(), "see you tomorrow| soon");
  EXPECT_EQ(engine_->history().correction("tomorow", "tomorrow").accepted, 1U);
}

TEST_F(WholeWordTest, SuggestionsAreThoseOfAllItsLetters) {
  session_->set_context("see rec", "ieve now");
  const std::vector<std::string> inside = texts(8);
  session_->set_context("see recieve", " now");
  EXPECT_EQ(inside, texts(8));
  EXPECT_EQ(inside.front(), "receive");
  session_->set_context("see ", "");
  type("recieve");
  EXPECT_EQ(inside, texts(8));
}

TEST_F(WholeWordTest, NothingIsMarkedForASpaceThatWouldCutIt) {
  session_->set_context("see rec", "ieve now");
  for (const Suggestion& s : suggest()) EXPECT_FALSE(s.autocorrect) << s.text;
  session_->set_context("see recieve", " now");
  EXPECT_TRUE(suggest().front().autocorrect);
}

TEST_F(WholeWordTest, TheLiteralIsTheWholeWord) {
  session_->set_context("see rec", "ieve now");
  bool literal = false;
  for (const Suggestion& s : suggest()) {
    if (s.kind != SuggestionKind::kLiteral) continue;
    literal = true;
    EXPECT_EQ(s.text, "recieve");
  }
  EXPECT_TRUE(literal);
  session_->pick("recieve");
  EXPECT_EQ(text(), "see recieve| now");
}

TEST_F(WholeWordTest, ALetterGoesIntoIt) {
  session_->set_context("see tomo", "row soon");
  session_->key("r");
  EXPECT_EQ(text(), "see tomor|row soon");
  EXPECT_EQ(session_->composing(), "tomor");
  EXPECT_EQ(session_->composing_after(), "row");
  for (const Suggestion& s : suggest()) {
    EXPECT_EQ(s.kind == SuggestionKind::kLiteral, s.text == "tomorrow") << s.text;
  }
  session_->backspace(2);
  EXPECT_EQ(text(), "see tom|row soon");
  session_->pick("tomorrow");
  EXPECT_EQ(text(), "see tomorrow| soon");
}

TEST_F(WholeWordTest, ItsBeginningMayBeWrittenAnew) {
  session_->set_context("see ht", "e");
  session_->backspace(2);
  EXPECT_EQ(text(), "see |e");
  EXPECT_EQ(session_->composing_after(), "e");
  type("th");
  EXPECT_EQ(session_->composing(), "th");
  session_->pick("the");
  EXPECT_EQ(text(), "see the |");
}

TEST_F(WholeWordTest, ASpaceCutsItInTwoUncorrectedAndUnlearned) {
  session_->set_context("recieve", "grobnitz");
  const Commit commit = session_->space();
  EXPECT_FALSE(commit.autocorrected);
  EXPECT_EQ(text(), "recieve |grobnitz");
  EXPECT_FALSE(learned("recieve"));
  EXPECT_TRUE(session_->revert(commit.id));
  EXPECT_EQ(text(), "recieve|grobnitz");
  EXPECT_EQ(session_->composing_after(), "grobnitz");
  session_->key(".");
  EXPECT_EQ(text(), "recieve.|grobnitz");
}

TEST_F(WholeWordTest, BackspaceOverTheSpaceBetweenJoinsBothSides) {
  session_->set_context("see tomo ", "rrow");
  session_->backspace();
  EXPECT_EQ(session_->composing(), "tomo");
  EXPECT_EQ(session_->composing_after(), "rrow");
  EXPECT_EQ(suggest().front().text, "tomorrow");
}

TEST_F(WholeWordTest, InFrontOfAWordAnotherOneBegins) {
  session_->set_context("see ", "you");
  EXPECT_EQ(session_->composing_after(), "");
  type("the");
  EXPECT_EQ(session_->composing_after(), "");
  session_->pick("then");
  EXPECT_EQ(text(), "see then |you");
}

TEST_F(WholeWordTest, APickIsTakenBackWhole) {
  session_->set_context("see you tom", "orow soon");
  (void)suggest();
  const Commit commit = session_->pick("tomorrow");
  EXPECT_TRUE(learned("tomorrow"));
  EXPECT_TRUE(session_->revert(commit.id));
  EXPECT_EQ(text(), "see you tomorow| soon");  // an editor cannot put text behind its cursor
  EXPECT_EQ(session_->composing(), "tomorow");
  EXPECT_FALSE(learned("tomorrow"));
  for (const Suggestion& s : suggest()) EXPECT_FALSE(s.autocorrect) << s.text;
}

TEST_F(WholeWordTest, TheNextWordBringsItsOwnSpace) {
  session_->set_context("see you tom", "orow soon");
  session_->pick("tomorrow");
  session_->space();
  EXPECT_EQ(text(), "see you tomorrow | soon");
  session_->set_context("see you tom", "orow soon");
  session_->pick("tomorrow");
  type("th");
  EXPECT_EQ(text(), "see you tomorrow th| soon");
  session_->set_context("see you tom", "orow soon");
  session_->pick("tomorrow");
  session_->key(",");
  EXPECT_EQ(text(), "see you tomorrow,| soon");
  type("t");
  EXPECT_EQ(text(), "see you tomorrow, t| soon");
}

TEST_F(WholeWordTest, SignsBehindItStay) {
  for (const char* behind : {", soon", ".", ")", "'", "\u201d said", "-day"}) {
    session_->set_context("see you tom", std::string("orow") + behind);
    session_->pick("tomorrow");
    EXPECT_EQ(text(), std::string("see you tomorrow|") + behind);
  }
  session_->set_context("see you tom", "orow\nsoon");
  session_->pick("tomorrow");
  EXPECT_EQ(text(), "see you tomorrow |\nsoon");
}

TEST_F(WholeWordTest, AWordThatTheCursorOnlyCameByIsNotLearned) {
  // Seen once: it waits, and what is typed next makes it a word of one's own.
  engine_->history().learn("", "", "grobnitz", false, true);
  session_->set_context("see grob", "nitz");
  session_->finish();
  EXPECT_EQ(text(), "see grob|nitz");
  EXPECT_EQ(session_->composing(), "");
  session_->set_context("see grobnitz", "");
  session_->finish();
  EXPECT_FALSE(learned("grobnitz"));
  session_->set_context("see grob", "itz");
  session_->key("n");
  session_->finish();
  EXPECT_TRUE(learned("grobnitz"));
}

TEST_F(WholeWordTest, AWordThatWasLeftIsTakenUpByTheNextLetter) {
  type("hell");
  session_->finish();
  session_->key("o");
  EXPECT_EQ(session_->composing(), "hello");
}

TEST_F(WholeWordTest, AWordTakenUpAgainCountsOnce) {
  // Seen once: it waits, and what is typed next makes it a word of one's own.
  engine_->history().learn("", "", "grobnitz", false, true);
  type("grobnitz you");
  session_->backspace(4);
  EXPECT_EQ(session_->composing(), "grobnitz");
  EXPECT_FALSE(learned("grobnitz"));
  type(", ");
  session_->backspace(2);
  EXPECT_EQ(session_->composing(), "grobnitz");
  EXPECT_FALSE(learned("grobnitz"));
  session_->pick("grobnitz");
  EXPECT_TRUE(learned("grobnitz"));
  session_->backspace();
  EXPECT_FALSE(learned("grobnitz"));
}

TEST(ShippedPackWholeWord, TheWeatherIsOneWord) {
  const auto engine = Engine::open({.pack_dir = english_pack()}).value();
  Session session(engine);
  session.set_context("the w", "eather is");
  EXPECT_EQ(session.suggest({}).items.front().text, "weather");
  session.pick("weather");
  EXPECT_EQ(session.left() + "|" + session.right(), "the weather| is");
}

}  // namespace
}  // namespace inkling
