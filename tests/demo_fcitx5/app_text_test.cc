// The edits by which an application's text follows the keyboard's.
#include "demo_keyboard/fcitx5/app_text.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

constexpr AppAbilities kAll = {.can_delete = true, .has_preedit = true};
constexpr AppAbilities kPreeditOnly = {.can_delete = false, .has_preedit = true};
constexpr AppAbilities kNone = {};

KeyboardView settled(const std::string& text, std::size_t composing_bytes = 0) {
  KeyboardView out;
  out.text = text;
  out.composing_bytes = composing_bytes;
  out.settled = true;
  return out;
}

KeyboardView waiting(const std::string& text, std::size_t composing_bytes = 0) {
  KeyboardView out = settled(text, composing_bytes);
  out.settled = false;
  return out;
}

KeyboardView corrected(const std::string& text, const std::string& typed,
                       const std::string& committed) {
  KeyboardView out = settled(text);
  out.autocorrected =
      Commit{.typed = typed, .committed = committed, .autocorrected = true, .id = 1};
  return out;
}

TEST(AppTextTest, WhatIsTypedIsPreeditUntilItIsSettled) {
  AppText app;
  auto change = app.follow(waiting("yiu", 3), kAll);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->preedit, "yiu");
  change = app.follow(waiting("yiu "), kAll);
  EXPECT_EQ(change->inserted, "");
  EXPECT_EQ(change->preedit, "yiu ");
  change = app.follow(corrected("you ", "yiu", "you"), kAll);
  EXPECT_EQ(change->erased_chars, 0U);
  EXPECT_EQ(change->inserted, "you ");
  EXPECT_EQ(change->preedit, "");
  EXPECT_EQ(app.left(), "you ");
}

TEST(AppTextTest, CommittedTextStaysCommittedWhenItsWordIsTakenUpAgain) {
  AppText app;
  app.reset("see hello ", "");
  const auto change = app.follow(settled("see hello", 5), kAll);
  EXPECT_EQ(change->erased_chars, 1U);
  EXPECT_EQ(change->inserted, "");
  EXPECT_EQ(change->preedit, "");
  EXPECT_EQ(app.left(), "see hello");
}

TEST(AppTextTest, CountsErasedTextInCodePoints) {
  AppText app;
  app.reset("ein Bär🐻", "");
  const auto change = app.follow(settled("ein Bor"), kAll);
  EXPECT_EQ(change->erased_chars, 3U);  // ä, r and the bear
  EXPECT_EQ(change->inserted, "or");
  EXPECT_EQ(app.left(), "ein Bor");
}

TEST(AppTextTest, NeverCutsACodePoint) {
  AppText app;
  app.reset("ä", "");  // C3 A4; ö is C3 B6
  const auto change = app.follow(settled("ö"), kAll);
  EXPECT_EQ(change->erased_chars, 1U);
  EXPECT_EQ(change->inserted, "ö");
}

TEST(AppTextTest, RefusesWhatWouldHaveToDeleteWhereNothingCanBeDeleted) {
  AppText app;
  app.reset("yiu ", "");
  EXPECT_FALSE(app.follow(settled("you "), kPreeditOnly));
  EXPECT_EQ(app.left(), "yiu ");  // nothing changed
  EXPECT_TRUE(app.follow(settled("yiu t", 1), kPreeditOnly));
}

TEST(AppTextTest, HoldsBackWhatMayBeTakenBackWhereNothingCanBeDeleted) {
  AppText app;
  auto change = app.follow(corrected("so you ", "yiu", "you"), kPreeditOnly);
  EXPECT_EQ(change->inserted, "so ");
  EXPECT_EQ(change->preedit, "you ");
  change = app.follow(settled("so yiu", 3), kPreeditOnly);  // taken back
  EXPECT_EQ(change->erased_chars, 0U);
  EXPECT_EQ(change->preedit, "yiu");
  KeyboardView picked = settled("so tomorrow ");
  picked.auto_space = true;
  change = app.follow(picked, kPreeditOnly);
  EXPECT_EQ(change->inserted, "tomorrow");
  EXPECT_EQ(change->preedit, " ");
  change = app.follow(settled("so tomorrow. "), kPreeditOnly);
  EXPECT_EQ(change->inserted, ". ");
}

TEST(AppTextTest, HoldsNothingBackWhereThePreeditIsNotInTheText) {
  AppText app;
  EXPECT_EQ(app.follow(corrected("you ", "yiu", "you"), kNone)->inserted, "you ");
  app.reset("", "");
  EXPECT_EQ(app.follow(corrected("you\n", "yiu", "you"), kPreeditOnly)->inserted, "you\n");
}

TEST(AppTextTest, TellsLateReportsFromAMovedCursor) {
  using Report = AppText::Report;
  AppText app;
  app.reset("see ", " soon");
  const auto in_front = [](const std::string& text) {
    KeyboardView out = settled(text);
    out.right = " soon";
    return out;
  };
  app.follow(in_front("see you "), kAll);
  app.follow(in_front("see you the"), kAll);
  EXPECT_EQ(app.judge("see ", " soon"), Report::kEarlier);
  EXPECT_EQ(app.judge("see you the", " soon"), Report::kCurrent);
  // Whatever comes now is news.
  EXPECT_EQ(app.judge("see ", " soon"), Report::kOther);
  EXPECT_EQ(app.judge("see you", " the soon"), Report::kOther);
  app.follow(in_front("see you them"), kAll);
  EXPECT_EQ(app.judge("see ", "you them soon"), Report::kOther);  // a jump, not a late report
}

TEST(AppTextTest, TheRestOfAWordGoesWithIt) {
  AppText app;
  app.reset("the w", "\u00e9ather is");
  KeyboardView view = waiting("the weather");
  view.right = " is";
  EXPECT_EQ(app.follow(view, kAll)->erased_after_chars, 0U);  // not while it may yet change
  view.settled = true;
  EXPECT_FALSE(AppText(app).follow(view, kPreeditOnly));
  const auto change = app.follow(view, kAll);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->erased_after_chars, 6U);
  EXPECT_EQ(change->inserted, "eather");
  EXPECT_EQ(app.right(), " is");
  // A report from before that, and one of now.
  EXPECT_EQ(app.judge("the w", "\u00e9ather is"), AppText::Report::kEarlier);
  EXPECT_EQ(app.judge("the weather", " is"), AppText::Report::kCurrent);
}

TEST(AppTextTest, AWindowOfALongTextIsTheSameText) {
  AppText app;
  const std::string text = "a long letter that goes on for more than one line, and then ";
  app.reset(text, "");
  EXPECT_EQ(app.judge(text.substr(10), ""), AppText::Report::kCurrent);
  EXPECT_EQ(app.judge("and then ", ""), AppText::Report::kOther);
}

}  // namespace
}  // namespace inkling
