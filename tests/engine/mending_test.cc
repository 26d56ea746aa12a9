// A word that stands in the text is tapped: what else it may have been, and another in its place.
#include <random>

#include "cache/history/history.h"
#include "tests/drawn.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class MendingTest : public SmallEngineTest {
 protected:
  std::optional<WordChoices> look(std::size_t at) { return session_->look_at(at, {}); }
  static std::vector<std::string> others(const WordChoices& word) {
    std::vector<std::string> out;
    for (const Suggestion& s : word.others) out.push_back(s.text);
    return out;
  }
  static bool has(const WordChoices& word, const std::string& text) {
    const auto all = others(word);
    return std::find(all.begin(), all.end(), text) != all.end();
  }
  double uses(const std::string& word) {
    for (const HistoryWord& known : engine_->history().words(word, 9)) {
      if (known.text == word) return known.count;
    }
    return 0;
  }
};

TEST_F(MendingTest, TheWordUnderTheFingerAndItsEnds) {
  type("the form ");
  EXPECT_EQ(look(0)->text, "the");
  EXPECT_EQ(look(3)->text, "the");
  EXPECT_EQ(look(4)->text, "form");
  EXPECT_EQ(look(6)->begin, 4U);
  EXPECT_EQ(look(6)->end, 8U);
  EXPECT_FALSE(look(9));
  EXPECT_EQ(look(8)->text, "form");
  EXPECT_FALSE(look(99));
}

TEST_F(MendingTest, WhatWasTypedComesFirstThenWhatElseItWas) {
  type("see yuo soon");
  ASSERT_EQ(session_->left(), "see you soon");
  const auto word = look(5);
  ASSERT_TRUE(word);
  EXPECT_EQ(word->text, "you");
  EXPECT_EQ(word->typed, "yuo");
  EXPECT_FALSE(word->drawn);
  ASSERT_FALSE(word->others.empty());
  EXPECT_EQ(word->others.front().text, "yuo");
  EXPECT_EQ(word->others.front().kind, SuggestionKind::kLiteral);
  for (const Suggestion& s : word->others) {
    EXPECT_NE(s.text, "you");
    EXPECT_FALSE(s.autocorrect);
  }
  EXPECT_EQ(session_->left(), "see you soon");
}

TEST_F(MendingTest, AWordAsTypedHasOthersButNothingTyped) {
  type("a form ");
  const auto word = look(3);
  EXPECT_EQ(word->typed, "");
  EXPECT_TRUE(has(*word, "from"));
  EXPECT_TRUE(word->known);
  EXPECT_FALSE(word->blocked);
}

TEST_F(MendingTest, TouchesAreRememberedWhereverTheCursorGoes) {
  // Between "i" and "a" of nothing: a touch right between o and i.
  const auto touch = [&](const char* c, float x, float y) { session_->key(c, Touch{x, y}); };
  touch("f", 4.0F, 1.5F);
  touch("o", 8.9F, 0.5F);
  touch("r", 3.5F, 0.5F);
  touch("m", 7.6F, 2.5F);
  session_->space();
  type("soon ");
  const auto before = others(*look(2));
  session_->set_context("form s", "oon ");
  EXPECT_EQ(others(*look(2)), before);
  session_->set_context("So form soon ", "");
  EXPECT_EQ(others(*look(5)), before);
}

TEST_F(MendingTest, ATappedWordKnowsWhatWasTyped) {
  type("see yuo soon ");
  session_->set_context("see yo", "u soon ");
  const auto word = look(5);
  EXPECT_EQ(word->typed, "yuo");
  ASSERT_TRUE(session_->mend(4, "yuo"));
  EXPECT_EQ(session_->left(), "see yuo");
  EXPECT_EQ(session_->right(), " soon ");
  EXPECT_EQ(session_->composing(), "");
}

TEST_F(MendingTest, TheStripOfATappedWordSaysWhatElseItWas) {
  type("see yuo soon ");
  session_->set_context("see yo", "u soon ");
  const auto strip = suggest();
  ASSERT_GE(strip.size(), 2U);
  EXPECT_EQ(strip[0].text, "you");
  EXPECT_EQ(strip[0].kind, SuggestionKind::kLiteral);
  EXPECT_EQ(strip[1].text, "yuo");
  session_->accept(1).value();
  EXPECT_EQ(session_->left(), "see yuo");
  EXPECT_TRUE(engine_->history().refused("yuo", "you"));
  EXPECT_EQ(uses("you"), 0);
}

TEST_F(MendingTest, TheSamePickCountsOnce) {
  type("see yuo soon ");
  const double before = uses("you");
  session_->set_context("see you", " soon ");
  suggest();
  session_->accept(0).value();
  EXPECT_EQ(session_->left() + session_->right(), "see you soon ");
  EXPECT_EQ(uses("you"), before);
}

TEST_F(MendingTest, AnotherTextIsNotTakenForTheSame) {
  type("see yuo soon ");
  session_->set_context("they form you soon ", "");
  EXPECT_EQ(look(12)->typed, "yuo");  // " you soon " stands there as before
  session_->set_context("but you said ", "");
  EXPECT_EQ(look(5)->typed, "");
  session_->focus(FieldKind::kText, false, "see you soon ", "");
  EXPECT_EQ(look(5)->typed, "");
}

TEST_F(MendingTest, TheTextAroundDecides) {
  // No model: what the person wrote behind "a" and "the" tells one from the other.
  for (int i = 0; i < 4; ++i) type("a form the from ");
  const auto lead = [&](const std::string& left) {
    session_->focus(FieldKind::kText, false, left + "fprm ", "");
    double form = 0;
    double from = 0;
    const auto word = look(left.size());
    for (const Suggestion& s : word.value().others) {
      if (s.text == "form") form = s.score;
      if (s.text == "from") from = s.score;
    }
    EXPECT_NE(form, 0);
    EXPECT_NE(from, 0);
    return form - from;
  };
  EXPECT_GT(lead("a "), lead("the ") + 1);
}

TEST_F(MendingTest, AWordInTheMiddleGivesWayWhileAnotherIsTyped) {
  type("see yuo soon th");
  const Commit done = session_->mend(4, "your").value();
  EXPECT_EQ(done.typed, "you");
  EXPECT_EQ(done.committed, "your");
  EXPECT_EQ(session_->left(), "see your soon th");
  EXPECT_EQ(session_->composing(), "th");
  type("e ");
  EXPECT_EQ(session_->left(), "see your soon the ");
  EXPECT_EQ(look(5)->typed, "yuo");
  EXPECT_EQ(look(10)->text, "soon");
}

TEST_F(MendingTest, AWordRightOfTheCursorToo) {
  type("see yuo soon ");
  session_->set_context("se", "e you soon ");
  ASSERT_TRUE(session_->mend(4, "your"));
  EXPECT_EQ(session_->left(), "se");
  EXPECT_EQ(session_->right(), "e your soon ");
  EXPECT_EQ(session_->composing_after(), "e");
  EXPECT_EQ(uses("you"), 0);
  EXPECT_GT(uses("your"), 0);
}

TEST_F(MendingTest, TheWordBeingTypedIsCommitted) {
  type("see yuo");
  ASSERT_TRUE(session_->mend(4, "you"));
  EXPECT_EQ(session_->left(), "see you");
  EXPECT_EQ(session_->composing(), "");
  type(" soon");
  EXPECT_EQ(session_->left(), "see you soon");
}

TEST_F(MendingTest, WhatWasLearnedIsUnlearnedAndTheOtherLearned) {
  type("see yuo soon ");
  EXPECT_GT(uses("you"), 0);
  session_->mend(4, "your").value();
  EXPECT_EQ(uses("you"), 0);
  EXPECT_GT(uses("your"), 0);
  EXPECT_EQ(uses("soon"), 1);
  EXPECT_GT(engine_->history().probability("see", "your", "soon"),
            engine_->history().probability("see", "you", "soon"));
  EXPECT_GT(engine_->history().correction("yuo", "your").accepted, 0U);
}

TEST_F(MendingTest, AsTypedForbidsTheCorrection) {
  type("see yuo soon ");
  session_->mend(4, "yuo").value();
  EXPECT_TRUE(engine_->history().refused("yuo", "you"));
  type("yuo ");
  EXPECT_EQ(session_->left(), "see yuo soon yuo ");
}

TEST_F(MendingTest, WhatWasMeantIsNoRefusal) {
  // The person typed "form" on purpose and changed their mind.
  type("a form ");
  session_->mend(2, "from").value();
  EXPECT_FALSE(engine_->history().refused("form", "form"));
  EXPECT_EQ(uses("form"), 0);
  EXPECT_GT(uses("from"), 0);
}

TEST_F(MendingTest, AWordMayBeMendedAgain) {
  type("see yuo soon ");
  session_->mend(4, "your").value();
  session_->mend(4, "you").value();
  EXPECT_EQ(session_->left(), "see you soon ");
  EXPECT_EQ(uses("your"), 0);
  EXPECT_GT(uses("you"), 0);
  EXPECT_EQ(look(5)->typed, "yuo");
}

TEST_F(MendingTest, DrawnWordsOfferWhatElseWasDrawn) {
  type("a ");
  session_->gesture(draw("in"));
  type("b ");
  ASSERT_EQ(session_->left(), "a in b ");
  const auto word = look(3);
  EXPECT_TRUE(word->drawn);
  EXPECT_EQ(word->typed, "");
  ASSERT_FALSE(word->others.empty());
  EXPECT_EQ(word->others.front().kind, SuggestionKind::kGesture);
  const std::string other = word->others.front().text;
  session_->mend(2, other).value();
  EXPECT_EQ(session_->left(), "a " + other + " b ");
  EXPECT_TRUE(look(3)->drawn);
  // A finger's way is no slip of the keys.
  EXPECT_EQ(engine_->history().correction("in", other).accepted, 0U);
}

TEST_F(MendingTest, FieldsThatShowNothingTellNothing) {
  session_->focus(FieldKind::kPassword, true, "", "");
  type("form ");
  EXPECT_FALSE(look(2));
}

TEST_F(MendingTest, SecretsAreNotLearnedByMendingThem) {
  type("mail to yuo");
  session_->key("@");
  type("form.com soon ");
  const auto at = session_->left().find('@') - 3;
  ASSERT_TRUE(session_->mend(at, "they"));
  EXPECT_EQ(session_->left(), "mail to they@form.com soon ");
  EXPECT_EQ(uses("they"), 0);
}

TEST_F(MendingTest, WhatItIsOnlyTheBeginningOfComesLast) {
  type("a the ");
  const auto all = look(3)->others;
  bool beginning = false;
  for (const Suggestion& s : all) {
    if (s.kind == SuggestionKind::kCompletion) beginning = true;
    EXPECT_FALSE(beginning && s.kind == SuggestionKind::kCorrection) << s.text;
  }
}

TEST_F(MendingTest, AnApostropheThatClosesStaysOutside) {
  session_->set_context("the 'form' from", "");
  EXPECT_EQ(look(7)->text, "form");
  EXPECT_EQ(look(9)->text, "form");
  session_->mend(5, "from").value();
  EXPECT_EQ(session_->left(), "the 'from' from");
}

TEST_F(MendingTest, APickedPhraseIsOneWord) {
  type("see ");
  session_->pick("thank you");
  EXPECT_EQ(look(6)->text, "thank you");
  session_->mend(4, "thank").value();
  EXPECT_EQ(session_->left(), "see thank ");
}

TEST_F(MendingTest, ErrorsSayWhat) {
  type("see you ");
  const auto nothing = session_->mend(3, "x");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(session_->mend(5, "x"));
  EXPECT_FALSE(session_->mend(1000, "x"));
  EXPECT_EQ(session_->mend(4, "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(session_->left(), "see you ");
}

TEST_F(MendingTest, TheWordItselfChangesNothing) {
  type("see you ");
  const double before = uses("you");
  session_->mend(4, "you").value();
  EXPECT_EQ(session_->left(), "see you ");
  EXPECT_EQ(uses("you"), before);
}

/// Looking changes neither the text nor what is offered, and mending changes nothing but the word.
TEST_F(MendingTest, RandomTypingLookingAndMending) {
  const std::vector<std::string> keys = {"t", "h", "e",  "y",        "u", "o", "a", " ", " ",
                                         ".", "'", "\n", "\xC3\xA9", "1", "-", "r", "s"};
  for (unsigned seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    session_ = std::make_unique<Session>(engine_);
    for (int step = 0; step < 150; ++step) {
      const auto kind = random() % 12;
      const std::string whole = session_->left() + session_->right();
      if (kind < 7) {
        session_->key(keys[random() % keys.size()]);
      } else if (kind == 7) {
        session_->backspace();
      } else if (kind == 8) {
        const std::size_t at = random() % (whole.size() + 1);
        session_->set_context(whole.substr(0, at), whole.substr(at));
      } else {
        const std::vector<std::string> shown = texts();
        const std::string composing = session_->composing();
        const auto word = look(random() % (whole.size() + 2));
        ASSERT_EQ(session_->left() + session_->right(), whole);
        ASSERT_EQ(session_->composing(), composing);
        ASSERT_EQ(texts(), shown);
        if (!word) continue;
        ASSERT_EQ(whole.substr(word->begin, word->end - word->begin), word->text);
        if (kind < 11 || word->others.empty()) continue;
        const std::string other = word->others.front().text;
        ASSERT_TRUE(session_->mend(word->begin, other));
        ASSERT_EQ(session_->left() + session_->right(),
                  whole.substr(0, word->begin) + other + whole.substr(word->end));
        const auto again = look(word->begin);
        ASSERT_TRUE(again);
      }
    }
  }
}

}  // namespace
}  // namespace inkling
