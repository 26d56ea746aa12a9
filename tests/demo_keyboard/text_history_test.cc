#include "demo_keyboard/text_history.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

using Text = FieldText;

TEST(TextHistoryTest, AWordIsOneStep) {
  TextHistory history;
  for (const char* text : {"s", "se", "see", "see ", "see y", "see yo"}) history.note({text, ""});
  EXPECT_EQ(history.undo(), (Text{"see ", ""}));
  EXPECT_EQ(history.undo(), (Text{"", ""}));
  EXPECT_EQ(history.undo(), std::nullopt);
  EXPECT_EQ(history.redo(), (Text{"see ", ""}));
  EXPECT_EQ(history.redo(), (Text{"see yo", ""}));
  EXPECT_EQ(history.redo(), std::nullopt);
}

TEST(TextHistoryTest, ACorrectionIsAStepOfItsOwnAndARunOfDeletionsIsOne) {
  TextHistory history;
  for (const char* text : {"teh", "the ", "the", "th", ""}) history.note({text, ""});
  EXPECT_EQ(history.undo(), (Text{"the ", ""}));
  EXPECT_EQ(history.undo(), (Text{"teh", ""}));
}

TEST(TextHistoryTest, TheCursorAloneIsNoStepButEndsOne) {
  TextHistory history;
  history.note({"see", ""});
  history.note({"s", "ee"});
  history.note({"so", "ee"});
  EXPECT_EQ(history.undo(), (Text{"s", "ee"}));
  EXPECT_EQ(history.undo(), (Text{"", ""}));
}

TEST(TextHistoryTest, AnotherTextForgetsWhatWasUndone) {
  TextHistory history;
  history.note({"see ", ""});
  history.note({"see you ", ""});
  EXPECT_TRUE(history.undo());
  history.note({"see ", ""});
  EXPECT_TRUE(history.can_redo()) << "that is where undo led";
  history.note({"see him ", ""});
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.undo(), (Text{"see ", ""}));
}

TEST(TextHistoryTest, AStepCanBeSetApart) {
  TextHistory history;
  history.note({"f", ""});
  history.note({"form", ""});
  history.part();
  history.note({"forms", ""});
  history.note({"formsx", ""});
  EXPECT_EQ(history.undo(), (Text{"forms", ""}));
  EXPECT_EQ(history.undo(), (Text{"form", ""}));
  EXPECT_EQ(history.undo(), (Text{"", ""}));
}

}  // namespace
}  // namespace inkling
