// What is likely to follow a suggestion.
#include <algorithm>

#include "cache/history/history.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

class PhraseTest : public SmallEngineTest {
 protected:
  void write_often(const std::string& text) {
    for (int i = 0; i < 40; ++i) {
      session_->set_context("", "");
      type(text);
      session_->enter();
    }
    session_->set_context("", "");
  }
};

TEST_F(PhraseTest, FollowsWhatThePersonAlwaysWrites) {
  write_often("see you soon then");
  EXPECT_EQ(session_->phrase("you", {}).substr(0, 5), " soon");
  EXPECT_EQ(session_->phrase("see", {}).substr(0, 9), " you soon");
}

TEST_F(PhraseTest, SaysNothingWhenNothingIsLikely) {
  EXPECT_EQ(session_->phrase("hello", {}), "");
  EXPECT_EQ(session_->phrase("", {}), "");
  EXPECT_EQ(session_->phrase("\xff\xfe", {}), "");
}

TEST_F(PhraseTest, NeverHoldsBlockedWords) {
  write_often("see you soon then");
  engine_->history().block("soon");
  EXPECT_EQ(session_->phrase("you", {}).find("soon"), std::string::npos);
}

TEST_F(PhraseTest, DoesNotRunIntoTheRestOfTheLine) {
  write_often("see you soon then");
  session_->set_context("see ", " tomorrow");
  EXPECT_EQ(session_->phrase("you", {}), "");
  session_->set_context("see ", " \nbye");
  EXPECT_EQ(session_->phrase("you", {}).substr(0, 5), " soon");
}

TEST_F(PhraseTest, IsSilentWhereNothingIsShown) {
  write_often("see you soon then");
  session_->focus(FieldKind::kPassword, false, "", "");
  EXPECT_EQ(session_->phrase("you", {}), "");
}

TEST(PhraseWithAModel, LeavesTheStripAsItWasAndKeepsToItsDeadline) {
  auto engine = Engine::open({.pack_dir = english_pack()}).value();
  if (!engine->has_model()) GTEST_SKIP() << "no pack in " << english_pack();
  Session session(engine);
  session.set_context("I am looking forward ", "");
  const Suggestions before = session.suggest({});
  ASSERT_FALSE(before.items.empty());
  const std::string phrase = session.phrase(before.items[0].text, {});
  EXPECT_LE(std::count(phrase.begin(), phrase.end(), ' '), 4);
  const Suggestions after = session.suggest({});
  ASSERT_EQ(after.items.size(), before.items.size());
  for (std::size_t i = 0; i < after.items.size(); ++i) {
    EXPECT_EQ(after.items[i].text, before.items[i].text);
    EXPECT_DOUBLE_EQ(after.items[i].score, before.items[i].score);
  }
  ManualClock clock;
  EXPECT_EQ(session.phrase("to", {.deadline = Deadline::after_nanos(clock, 0)}), "");
  CancelToken cancelled;
  cancelled.cancel();
  EXPECT_EQ(session.phrase("to", {.cancel = cancelled}), "");
}

}  // namespace
}  // namespace inkling
