// Two languages at once: each word is taken for what it is.
#include <cmath>
#include <fstream>
#include <string>

#include "cache/history/history.h"
#include "engine/ranking/language_posterior.h"
#include "engine/session/engine_impl.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class LanguagesTest : public ::testing::Test {
 protected:
  LanguagesTest() {
    write_lexicon_pack(english_.path());
    write_german_pack(german_.path());
    engine_ = Engine::open({.pack_dir = english_.path(), .more_packs = {german_.path()}}).value();
    session_ = std::make_unique<Session>(engine_);
  }
  void type(std::string_view text) { type_into(session_.get(), text); }
  bool offered(const std::string& text) {
    SuggestOptions options;
    options.count = 6;
    for (const Suggestion& s : session_->suggest(options).items) {
      if (s.text == text) return true;
    }
    return false;
  }
  double german_share(std::string_view committed) const {
    return std::exp(language_log_posterior(parts_of(*engine_), committed)[1]);
  }

  TempFolder english_, german_;
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

TEST_F(LanguagesTest, WordsOfBothAreCompletedAndCorrected) {
  type("tomor");
  EXPECT_TRUE(offered("tomorrow"));
  session_->set_context("", "");
  type("morg");
  EXPECT_TRUE(offered("morgen"));
  session_->set_context("wir haben ", "");
  type("nivht");
  EXPECT_EQ(session_->space().committed, "nicht");
  session_->set_context("see you ", "");
  type("tomorriw");
  EXPECT_EQ(session_->space().committed, "tomorrow");
}

void write_tag(const std::string& folder, const std::string& tag) {
  std::ofstream(folder + "/pack.json")
      << R"({"format":"inkling-pack","languages":[")" << tag << R"("],"files":{}})";
}

TEST_F(LanguagesTest, WhatIsLearnedBelongsToTheLanguageItWasWrittenIn) {
  write_tag(english_.path(), "en");
  write_tag(german_.path(), "de");
  const auto engine =
      Engine::open({.pack_dir = english_.path(), .more_packs = {german_.path()}}).value();
  for (int i = 0; i < 2; ++i) {
    Session session(engine);
    type_into(&session, "see you grobnitz tomorrow ");
    session.set_context("", "");
    type_into(&session, "wir haben nicht quorbel ");
  }
  const History& history = engine->history();
  EXPECT_EQ(history.language_of("tomorrow"), "en");
  EXPECT_EQ(history.language_of("nicht"), "de");
  EXPECT_EQ(history.language_of("grobnitz"), "en");
  EXPECT_EQ(history.language_of("quorbel"), "de");
  EXPECT_EQ(history.language_of("never"), "en");
}

TEST_F(LanguagesTest, AWordOfOneIsNotChangedIntoTheOther) {
  session_->set_context("see you ", "");
  type("die");  // close to "the"
  EXPECT_EQ(session_->space().committed, "die");
  session_->set_context("ich ", "");
  type("then");
  EXPECT_EQ(session_->space().committed, "then");
}

TEST_F(LanguagesTest, ThePosteriorFollowsTheWords) {
  EXPECT_NEAR(german_share(""), 0.5, 0.01);
  EXPECT_GT(german_share("ich haben nicht "), 0.85);
  EXPECT_LT(german_share("see you soon "), 0.15);
  EXPECT_LT(german_share("ich haben nicht see you soon "), 0.2);
  // A name speaks for neither.
  EXPECT_NEAR(german_share("Zanfu "), 0.5, 0.05);
}

TEST_F(LanguagesTest, ACorrectionPrefersWhatIsBeingWritten) {
  const auto first = [&](const char* left) {
    session_->set_context(left, "");
    type("ijn");  // "in" with a key too many, or "ich" with two slips, "uns" at a stretch
    return session_->suggest({}).items.front().text;
  };
  EXPECT_EQ(first("see you "), "in");
  const auto rank = [&](const char* left, const char* typed, const char* word) {
    session_->set_context(left, "");
    type(typed);
    SuggestOptions options;
    options.count = 8;
    for (const Suggestion& s : session_->suggest(options).items) {
      if (s.text == word) return s.score;
    }
    return -100.0;
  };
  // "sern" may be "see" or "sehen": the words before it decide how much they are apart.
  const auto lead = [&](const char* left) {
    return rank(left, "seen", "sehen") - rank(left, "seen", "see");
  };
  EXPECT_GT(lead("ich haben nicht "), lead("see you soon ") + 3);
}

TEST_F(LanguagesTest, ThePosteriorComesBackAndUnknownWordsMoveItLittle) {
  const double english = german_share("see you soon ");
  EXPECT_GT(german_share("see you soon ich haben nicht "), 0.8);
  EXPECT_LT(german_share("see you soon ich haben nicht see you soon "), 0.2);
  EXPECT_LT(german_share("see you soon Zanfu "), english + 0.15);
  EXPECT_GT(german_share("ich haben nicht Zanfu "), 0.75);
  // Only the last words count: a long German text before changes nothing.
  std::string text;
  for (int i = 0; i < 60; ++i) text += "wir haben uns ";
  EXPECT_NEAR(german_share(text + "then you see you soon tomorrow "), english, 0.05);
}

TEST_F(LanguagesTest, OnePackIsCertain) {
  const auto alone = Engine::open({.pack_dir = english_.path()}).value();
  EXPECT_EQ(language_log_posterior(parts_of(*alone), "see you "), std::vector<double>{0});
}

TEST_F(LanguagesTest, ABadSecondPackIsNamedAndLeftOut) {
  const auto engine =
      Engine::open({.pack_dir = english_.path(), .more_packs = {english_.file("none")}}).value();
  EXPECT_FALSE(engine->status().empty());
  Session session(engine);
  session.key("t");
  EXPECT_FALSE(session.suggest({}).items.empty());
}

}  // namespace
}  // namespace inkling
