#include <random>

#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

using SessionTest = SmallEngineTest;

TEST_F(SessionTest, LettersComposeAndSpaceCommits) {
  type("hello");
  EXPECT_EQ(session_->composing(), "hello");
  EXPECT_EQ(session_->left(), "hello");
  const Commit commit = session_->space();
  EXPECT_EQ(commit.committed, "hello");
  EXPECT_FALSE(commit.autocorrected);
  EXPECT_EQ(session_->left(), "hello ");
  EXPECT_TRUE(session_->composing().empty());
}

TEST_F(SessionTest, CompletesWhatIsTyped) {
  type("tom");
  EXPECT_EQ(texts()[0], "tomorrow");
  EXPECT_EQ(suggest()[0].kind, SuggestionKind::kCompletion);
}

TEST_F(SessionTest, SpacePutsTheMarkedCorrectionIn) {
  type("yiu");
  const auto items = suggest();
  ASSERT_FALSE(items.empty());
  EXPECT_EQ(items[0].text, "you");
  EXPECT_TRUE(items[0].autocorrect);
  EXPECT_EQ(items[1].kind, SuggestionKind::kLiteral);
  const Commit commit = session_->space();
  EXPECT_EQ(commit.typed, "yiu");
  EXPECT_EQ(commit.committed, "you");
  EXPECT_TRUE(commit.autocorrected);
  EXPECT_EQ(session_->left(), "you ");
}

TEST_F(SessionTest, PunctuationCorrectsToo) {
  type("yiu.");
  EXPECT_EQ(session_->left(), "you.");
}

TEST_F(SessionTest, BackspaceRightAfterAutocorrectRestoresTheLiteralForGood) {
  type("recieve ");
  EXPECT_EQ(session_->left(), "receive ");
  session_->backspace();
  EXPECT_EQ(session_->left(), "recieve");
  EXPECT_EQ(session_->composing(), "recieve");
  type(" ");
  EXPECT_EQ(session_->left(), "recieve ");
  type("recieve ");
  EXPECT_EQ(session_->left(), "recieve recieve ");
  reopen();
  type("recieve ");
  EXPECT_EQ(session_->left(), "recieve ");
}

TEST_F(SessionTest, LaterBackspaceDeletesOneCharacter) {
  type("recieve t");
  session_->backspace(2);
  EXPECT_EQ(session_->left(), "receive");
  EXPECT_EQ(session_->composing(), "receive");
}

TEST_F(SessionTest, KnownWordsCapitalsCodesAndShortOnesStay) {
  for (const char* word : {"form", "THR", "yIu", "r2d2", "x", "yo1", "an"}) {
    session_->focus(FieldKind::kText, false, "", "");
    type(std::string(word) + " ");
    EXPECT_EQ(session_->left(), std::string(word) + " ");
  }
}

TEST_F(SessionTest, CapitalsThatAWordCannotDoWithoutAreRestored) {
  type("i ");
  EXPECT_EQ(session_->left(), "I ");
  type("dont monday ");
  EXPECT_EQ(session_->left(), "I don't Monday ");
}

TEST_F(SessionTest, CaseFollowsTheTyping) {
  type("Yiu ");
  EXPECT_EQ(session_->left(), "You ");
  type("Tom");
  EXPECT_EQ(texts()[0], "Tomorrow");
}

TEST_F(SessionTest, SentenceStartsAreCapitalisedBeforeTheFirstLetter) {
  for (const Suggestion& s : suggest()) EXPECT_NE(s.text, "the");
  EXPECT_TRUE(offered("The"));
  session_->set_context("I see ", "");
  EXPECT_TRUE(offered("the"));
}

TEST_F(SessionTest, PickCommitsWithASpaceThatPunctuationSwallows) {
  type("tom");
  session_->pick("tomorrow");
  EXPECT_EQ(session_->left(), "tomorrow ");
  session_->key(",");
  EXPECT_EQ(session_->left(), "tomorrow, ");
  session_->space();
  EXPECT_EQ(session_->left(), "tomorrow, ");  // the space is there already
}

TEST_F(SessionTest, SpaceAfterAPickIsNotDoubled) {
  type("tom");
  session_->pick("tomorrow");
  session_->space();
  EXPECT_EQ(session_->left(), "tomorrow ");
}

TEST_F(SessionTest, OffensiveWordsAppearOnlyWhenTypedInFull) {
  type("dam");
  EXPECT_FALSE(offered("damn"));
  type("n ");
  EXPECT_EQ(session_->left(), "damn ");
}

TEST_F(SessionTest, MissingSpaceBetweenTwoWordsIsFound) {
  type("thankyou");
  EXPECT_TRUE(offered("thank you"));
}

TEST_F(SessionTest, CursorInAWordTakesItUp) {
  session_->set_context("see yo", "");
  EXPECT_EQ(session_->composing(), "yo");
  EXPECT_EQ(texts()[0], "you");
  session_->set_context("see yo", "ur friend");
  EXPECT_EQ(session_->composing(), "yo");
  EXPECT_EQ(session_->composing_after(), "ur");
  session_->set_context("see 'yo", "");
  EXPECT_EQ(session_->composing(), "yo");
}

TEST_F(SessionTest, TheEndOfAnEmojiIsNoWord) {
  session_->set_context("see \u2764\uFE0F", "");  // a heart, and that it is to be drawn as an emoji
  EXPECT_EQ(session_->composing(), "");
  session_->set_context("see \u2764\uFE0F ", "");
  session_->backspace();
  EXPECT_EQ(session_->left(), "see \u2764\uFE0F");
  session_->backspace();
  EXPECT_EQ(session_->left(), "see ");
}

TEST_F(SessionTest, LearnsWhatIsWrittenAndForgetsWhatIsTakenBack) {
  for (int i = 0; i < 3; ++i) {
    session_->focus(FieldKind::kText, false, "", "");
    type("see grobnitz soon ");
    session_->backspace(0);
  }
  session_->set_context("see ", "");
  EXPECT_TRUE(offered("grobnitz"));
  session_->set_context("see gro", "");
  EXPECT_EQ(texts()[0], "grobnitz");
  session_->set_context("", "");
  type("hello ");
  session_->backspace(6);
  EXPECT_EQ(session_->left(), "");
  EXPECT_TRUE(engine_->history().words("hello", 1).empty());
}

TEST_F(SessionTest, NothingIsLearnedWhereTheFieldForbidsIt) {
  for (const FieldKind field :
       {FieldKind::kPassword, FieldKind::kEmail, FieldKind::kUri, FieldKind::kNumber}) {
    session_->focus(field, false, "", "");
    type("hello there ");
  }
  session_->focus(FieldKind::kText, true, "", "");
  type("hello grobnitz yiu ");
  session_->backspace();
  type(" ");
  EXPECT_EQ(engine_->history().status().words, 0U);
  EXPECT_EQ(engine_->history().correction("yiu", "you").accepted, 0U);
}

TEST_F(SessionTest, PasswordFieldsGetNoSuggestionsAndNoCorrections) {
  session_->focus(FieldKind::kPassword, false, "", "");
  type("yiu");
  EXPECT_TRUE(suggest().empty());
  type(" ");
  EXPECT_EQ(session_->left(), "yiu ");
}

TEST_F(SessionTest, AddressFieldsCompleteButNeverCorrect) {
  session_->focus(FieldKind::kEmail, false, "", "");
  type("yiu");
  EXPECT_FALSE(offered("you"));
  session_->focus(FieldKind::kEmail, false, "", "");
  type("tom");
  EXPECT_TRUE(offered("tomorrow"));
}

TEST_F(SessionTest, BlockedWordsAreNeverOffered) {
  engine_->history().block("tomorrow");
  type("tom");
  EXPECT_FALSE(offered("tomorrow"));
}

TEST_F(SessionTest, ShortcutsComeFirst) {
  ASSERT_TRUE(engine_->history().set_shortcut("omw", "on my way").ok());
  type("omw");
  EXPECT_EQ(suggest()[0].kind, SuggestionKind::kShortcut);
  EXPECT_EQ(suggest()[0].text, "on my way");
}

TEST_F(SessionTest, EmojiFillFreePlaces) {
  type("hello");
  bool found = false;
  for (const Suggestion& s : suggest(8)) found |= s.kind == SuggestionKind::kEmoji;
  EXPECT_TRUE(found);
}

TEST_F(SessionTest, CountAndCancelAreRespected) {
  type("t");
  SuggestOptions options;
  options.count = 0;
  for (const Suggestion& s : session_->suggest(options).items) {
    EXPECT_EQ(s.kind, SuggestionKind::kLiteral);
  }
  options.count = 3;
  options.cancel = CancelToken::create();
  options.cancel.cancel();
  (void)session_->suggest(options);
  EXPECT_GE(suggest().size(), 3U);
}

TEST_F(SessionTest, RandomEventsNeverBreakTheText) {
  std::mt19937 random(17);
  const std::vector<std::string> keys = {"a",
                                         "t",
                                         "h",
                                         "e",
                                         "'",
                                         "-",
                                         "1",
                                         "\u00e9",
                                         "\u4e2d",
                                         "\xf0\x9f\x98\x80",
                                         "\xff",
                                         "\xed\xa0\x80",
                                         ".",
                                         "\n",
                                         " ",
                                         "\xd7\x90",
                                         "\xea\xb0\x80",
                                         "\xcc\x81",
                                         ""};
  for (int i = 0; i < 4000; ++i) {
    switch (random() % 10) {
      case 0:
        session_->backspace(static_cast<int>(random() % 4));
        break;
      case 1:
        session_->pick(keys[random() % keys.size()]);
        break;
      case 2:
        if (random() % 20 == 0) session_->set_context("left " + keys[random() % keys.size()], "x");
        break;
      case 3:
        (void)session_->suggest({});
        break;
      default:
        session_->key(keys[random() % keys.size()], random() % 2 == 0
                                                        ? std::optional<Touch>(Touch{1e30F, -1e30F})
                                                        : std::nullopt);
    }
    ASSERT_TRUE(session_->left().ends_with(session_->composing()));
  }
}

}  // namespace
}  // namespace inkling
