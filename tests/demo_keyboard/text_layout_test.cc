#include "demo_keyboard/text_layout.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

std::vector<std::string> lines_of(const TextPage& page) {
  std::vector<std::string> out;
  for (const TextLine& line : page.lines) {
    std::string& text = out.emplace_back();
    for (const TextRun& run : line) text += run.text;
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(LayOut, BreaksWhereTheLineIsFull) {
  const TextPage page = lay_out({{"abcdefg"}}, 1, 3);
  EXPECT_EQ(lines_of(page), (Lines{"abc", "def", "g"}));
  EXPECT_EQ(page.cursor_line, 2U);
  EXPECT_EQ(page.cursor_column, 1);
}

TEST(LayOut, HasOneLineForNoText) {
  const TextPage page = lay_out({}, 0, 10);
  EXPECT_EQ(page.lines.size(), 1U);
  EXPECT_EQ(page.cursor_column, 0);
}

TEST(LayOut, CountsWideAndCombiningCharacters) {
  EXPECT_EQ(lines_of(lay_out({{"한글a"}}, 1, 4)), (Lines{"한글", "a"}));
  EXPECT_EQ(lines_of(lay_out({{"e\u0301e\u0301x"}}, 1, 2)), (Lines{"e\u0301e\u0301", "x"}));
}

TEST(LayOut, PutsTheCursorBetweenPieces) {
  const TextPage page = lay_out({{"one\ntw"}, {"o", TextLook::kComposing}, {"three"}}, 2, 20);
  EXPECT_EQ(lines_of(page), (Lines{"one", "twothree"}));
  EXPECT_EQ(page.cursor_line, 1U);
  EXPECT_EQ(page.cursor_column, 3);
  ASSERT_EQ(page.lines[1].size(), 3U);
  EXPECT_EQ(page.lines[1][1].look, TextLook::kComposing);
}

TEST(LayOut, ShowsControlsAsWhatTheyAreNot) {
  EXPECT_EQ(lines_of(lay_out({{"a\033[2Jb"}}, 1, 20)), (Lines{"a\uFFFD[2Jb"}));
}

TEST(FitColumns, CutsWithAnEllipsis) {
  EXPECT_EQ(fit_columns("tomorrow", 8), "tomorrow");
  EXPECT_EQ(fit_columns("tomorrow", 5), "tomo…");
  EXPECT_EQ(fit_columns("tomorrow", 0), "");
}

TEST(TextLayout, WrapsPagesBetweenWords) {
  EXPECT_EQ(wrap_words("see you tomorrow", 8), "see you\ntomorrow");
  EXPECT_EQ(wrap_words("a  b\n\n c d", 20), "a  b\n\n c d");
  EXPECT_EQ(wrap_words("−1.0, −0.5", 7), "−1.0,\n−0.5");
  EXPECT_EQ(wrap_words("incomprehensible", 4), "incomprehensible");  // lay_out() breaks it
  EXPECT_EQ(wrap_words("", 4), "");
}

}  // namespace
}  // namespace inkling
