// A space does what the strip said it would do.
#include <algorithm>

#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// Under a clock that stands still: an answer in no time leaves stray spaces where they are.
class PromiseTest : public ::testing::Test {
 protected:
  PromiseTest() {
    write_lexicon_pack(folder_.path());
    engine_ = Engine::open({.pack_dir = folder_.path(), .clock = &clock_}).value();
    session_ = std::make_unique<Session>(engine_);
  }
  void type(std::string_view text) { type_into(session_.get(), text); }
  Suggestions suggest(int64_t nanos, int count = 3, const CancelToken& cancel = {}) {
    return session_->suggest({count, Deadline::after_nanos(clock_, nanos), cancel});
  }
  static std::string marked(const Suggestions& answer) {
    const auto found = std::find_if(answer.items.begin(), answer.items.end(),
                                    [](const Suggestion& s) { return s.autocorrect; });
    return found == answer.items.end() ? "" : found->text;
  }
  static constexpr int64_t kPlenty = 1'000'000'000;

  ManualClock clock_;
  TempFolder folder_;
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

TEST_F(PromiseTest, SpacePutsInWhatWasMarkedHoweverLittleTimeThereWas) {
  type("tomo rrow");
  ASSERT_EQ(marked(suggest(0)), "");
  session_->space();
  EXPECT_EQ(session_->left(), "tomo rrow ");
}

TEST_F(PromiseTest, PunctuationAndEnterKeepItToo) {
  for (const char* end : {",", "\n"}) {
    session_->set_context("", "");
    type("tomo rrow");
    (void)suggest(0);
    session_->key(end);
    EXPECT_EQ(session_->left(), std::string("tomo rrow") + end);
  }
}

TEST_F(PromiseTest, TheLastStripOfATextCounts) {
  type("tomo rrow");
  (void)suggest(0);
  ASSERT_EQ(marked(suggest(kPlenty)), "tomorrow");
  session_->space();
  EXPECT_EQ(session_->left(), "tomorrow ");
  session_->set_context("", "");
  type("tomo rrow");
  (void)suggest(kPlenty);
  ASSERT_EQ(marked(suggest(0)), "");
  session_->space();
  EXPECT_EQ(session_->left(), "tomo rrow ");
}

TEST_F(PromiseTest, AStripOfAnotherTextPromisesNothing) {
  type("tomo rro");
  (void)suggest(0);
  type("w ");
  EXPECT_EQ(session_->left(), "tomorrow ");
  session_->set_context("", "");
  type("tomo rrow");
  (void)suggest(0);
  session_->backspace();
  type("w ");
  EXPECT_EQ(session_->left(), "tomorrow ");
}

TEST_F(PromiseTest, WithoutAStripTheBestIsPutIn) {
  type("tomo rrow ");
  EXPECT_EQ(session_->left(), "tomorrow ");
}

TEST_F(PromiseTest, AnAnswerThatNobodySawPromisesNothing) {
  const CancelToken cancelled = CancelToken::create();
  cancelled.cancel();
  type("tomo rrow");
  (void)suggest(0, 3, cancelled);
  (void)suggest(0, 0);
  session_->space();
  EXPECT_EQ(session_->left(), "tomorrow ");
}

TEST_F(PromiseTest, TakingTheLiteralRefusesOnlyWhatWasMarked) {
  type("tomo rrow");
  (void)suggest(0);
  session_->pick("rrow");
  EXPECT_EQ(engine_->history().correction("rrow", "tomorrow").reverted, 0U);
  session_->set_context("", "");
  type("tomo rrow");
  (void)suggest(kPlenty);
  session_->pick("rrow");
  EXPECT_EQ(engine_->history().correction("rrow", "tomorrow").reverted, 1U);
}

TEST(ShippedPackPromise, EveryMarkIsKept) {
  const ManualClock clock;
  const auto engine = Engine::open({.pack_dir = english_pack(), .clock = &clock}).value();
  int corrected = 0;
  for (const char* typed : {"teh", "recieve", "thier", "becuase", "tomorow", "im", "wnat", "thnaks",
                            "definately", "hapyp", "garden", "freind", "adn"}) {
    for (const int64_t nanos : {0, 200'000, 2'000'000}) {
      Session session(engine, {.layout = "qwerty", .field = FieldKind::kText, .no_learning = true});
      session.set_context("we could meet and ", "");
      for (const char c : std::string(typed)) session.key(std::string(1, c));
      std::string promised = typed;
      SuggestOptions options;
      options.deadline = Deadline::after_nanos(clock, nanos);
      for (const Suggestion& s : session.suggest(options).items) {
        if (s.autocorrect) promised = s.text;
      }
      if (promised != typed) ++corrected;
      EXPECT_EQ(session.space().committed, promised) << typed << " in " << nanos;
    }
  }
  EXPECT_GT(corrected, 15);
}

}  // namespace
}  // namespace inkling
