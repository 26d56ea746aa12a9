#include "demo_keyboard/known_text.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

TEST(KnownText, SaysSoWhenNothingWasLearned) {
  EXPECT_EQ(known_text({}), "Nothing was learned yet.\n");
}

TEST(KnownText, HasALineForEachKind) {
  HistoryOverview known;
  known.words = {{"Priya", 14.2, 1, true}, {"you", 30, 1}, {"moist", 0, 1, false, true}};
  known.phrases = {{{"see", "you"}, 12}, {{"you", "once"}, 1}};
  known.corrections = {{"ho", "go", 0, 2, 1}, {"teh", "the", 5, 0, 0}};
  known.shortcuts = {{"omw", "on my way"}};
  known.emoji = {{"🦔", "hedgehog", 3, 1}};
  known.waiting = 5;
  EXPECT_EQ(known_text(known),
            "Your words: Priya (14)\n"
            "Blocked: moist\n"
            "Shortcuts: omw → on my way\n"
            "Corrections you undid: ho → go (2)\n"
            "Emoji: 🦔 (3)\n"
            "Often one behind the other: see you (12)\n"
            "Not trusted yet, and not stored readably: 5\n");
}

TEST(KnownText, ALongListSaysHowMuchItLeavesOut) {
  HistoryOverview known;
  for (int i = 0; i < 32; ++i) known.words.push_back({"word", 2, 1, true});
  EXPECT_NE(known_text(known).find("word (2) and 2 more\n"), std::string::npos);
}

}  // namespace
}  // namespace inkling
