#include "demo_keyboard/pending_keys.h"

#include <gtest/gtest.h>

#include "engine/key_edits.h"

namespace inkling {
namespace {

KeyboardEvent event(EventKind kind, const std::string& text = {}) {
  return {.typed = {.kind = kind, .text = text}};
}

class PendingKeysTest : public ::testing::Test {
 protected:
  void type(const std::string& letters) {
    for (const char c : letters) {
      pending_.push(c == ' ' ? event(EventKind::kSpace)
                             : event(EventKind::kKey, std::string(1, c)));
    }
  }
  std::string shown() { return pending_.shown().left() + "|" + pending_.shown().right(); }
  /// The engine has done all of "yiu " and put "you" in.
  void confirm_you() {
    Document corrected;
    for (const char* letter : {"y", "i", "u"}) corrected.apply(literal_edit(corrected, letter));
    corrected.apply(end_word_edit(corrected, "you", " "));
    pending_.pop(corrected);
  }
  PendingKeys pending_;
};

TEST_F(PendingKeysTest, ShowsWhatWaits) {
  type("it's 5pm, ok");
  EXPECT_EQ(shown(), "it's 5pm, ok|");
  EXPECT_EQ(pending_.shown().composing(), "ok");
  pending_.push(event(EventKind::kBackspace));
  pending_.push(event(EventKind::kEnter));
  EXPECT_EQ(shown(), "it's 5pm, o\n|");
}

TEST_F(PendingKeysTest, BackspaceDeletesAGrapheme) {
  pending_.push(event(EventKind::kKey, "👩‍🚀"));
  pending_.push(event(EventKind::kBackspace));
  EXPECT_EQ(shown(), "|");
}

TEST_F(PendingKeysTest, StandsOnWhatTheEngineConfirms) {
  type("yiu se");
  for (int i = 0; i < 3; ++i) pending_.pop(std::nullopt);
  confirm_you();
  EXPECT_EQ(shown(), "you se|");
  EXPECT_EQ(pending_.shown().composing(), "se");
}

TEST_F(PendingKeysTest, BackspaceTakesAConfirmedCorrectionBack) {
  type("yiu ");
  for (int i = 0; i < 3; ++i) pending_.pop(std::nullopt);
  confirm_you();
  EXPECT_EQ(autocorrected(pending_.shown())->committed, "you");
  pending_.push(event(EventKind::kBackspace));
  EXPECT_EQ(shown(), "yiu|");
  pending_.push(event(EventKind::kBackspace));
  EXPECT_EQ(shown(), "yi|");
}

TEST_F(PendingKeysTest, APickLeavesASpaceThatPunctuationTakes) {
  type("see to");
  pending_.push(event(EventKind::kPick, "tomorrow"));
  EXPECT_EQ(shown(), "see tomorrow |");
  type(" ");
  EXPECT_EQ(shown(), "see tomorrow |");
  pending_.push(event(EventKind::kPick, "you"));
  type(", ");
  EXPECT_EQ(shown(), "see tomorrow you, |");
}

TEST_F(PendingKeysTest, APickInTheMiddleOfAWordTakesAllOfIt) {
  KeyboardEvent jump = event(EventKind::kCursor);
  jump.typed.left = "the w";
  jump.typed.right = "eather is";
  pending_.push(jump);
  pending_.push(event(EventKind::kPick, "weather"));
  EXPECT_EQ(shown(), "the weather| is");
  type(" r");
  EXPECT_EQ(shown(), "the weather r| is");
}

TEST_F(PendingKeysTest, SettingsEndWhatTheLastKeyLeft) {
  pending_.push(event(EventKind::kPick, "see"));
  pending_.push({.kind = KeyboardEvent::Kind::kSettings});
  type(".");
  EXPECT_EQ(shown(), "see .|");
}

TEST(MovedOffset, KeepsItsPlaceBeforeAndBehindACorrection) {
  EXPECT_EQ(moved_offset("see yiu soon", 0, "see you soon"), 0U);
  EXPECT_EQ(moved_offset("see yiu soon", 5, "see you soon"), 5U);
  EXPECT_EQ(moved_offset("see teh end", 11, "see the very end"), 16U);
  EXPECT_EQ(moved_offset("see teh end", 8, "see the very end"), 13U);
  EXPECT_EQ(moved_offset("dont stop", 4, "don't stop"), 5U);
  EXPECT_EQ(moved_offset("abc", 3, ""), 0U);
  EXPECT_EQ(moved_offset("", 0, "abc"), 0U);
  EXPECT_EQ(moved_offset("aé", 1, "a\xC3\xA9"), 1U);
}

TEST_F(PendingKeysTest, AMendedWordStandsThereAtOnceAndTheCursorWhereItWas) {
  const auto mended = [&](std::size_t cursor) {
    const std::string text = "see you soon";
    pending_ = PendingKeys();
    TraceEvent there{.kind = EventKind::kCursor};
    there.left = text.substr(0, cursor);
    there.right = text.substr(cursor);
    pending_.push({.typed = there});
    KeyboardEvent mend{.kind = KeyboardEvent::Kind::kMend, .replaces = "you", .word = "yours"};
    mend.at = 4;
    pending_.push(mend);
    return shown();
  };
  EXPECT_EQ(mended(2), "se|e yours soon");
  EXPECT_EQ(mended(4), "see |yours soon");
  EXPECT_EQ(mended(5), "see yours| soon");
  EXPECT_EQ(mended(7), "see yours| soon");
  EXPECT_EQ(mended(12), "see yours soon|");
}

TEST_F(PendingKeysTest, AWordThatStandsThereNoMoreIsNotMended) {
  type("see you");
  KeyboardEvent mend{.kind = KeyboardEvent::Kind::kMend, .replaces = "you", .word = "your"};
  mend.at = 3;
  EXPECT_FALSE(mended_text(pending_.shown(), mend));
  mend.at = 99;
  EXPECT_FALSE(mended_text(pending_.shown(), mend));
  pending_.push(mend);
  EXPECT_EQ(shown(), "see you|");
}

}  // namespace
}  // namespace inkling
