#include "engine/layout.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

const std::string kSpace = "space\t2\t8\t3\t4\n";

/// The complaint about a layout; empty when there is none.
std::string complaint_about(const std::string& text) {
  const auto layout = parse_layout(text, "mine");
  return layout ? "" : layout.error().message;
}

TEST(LayoutTest, EveryLayoutThatShipsParses) {
  EXPECT_EQ(Layout::names(), (std::vector<std::string>{"qwerty", "qwertz", "azerty", "dvorak",
                                                       "colemak", "dubeolsik"}));
  for (const std::string& name : Layout::names()) {
    const Layout* layout = Layout::find(name);
    ASSERT_NE(layout, nullptr);
    EXPECT_EQ(layout->name(), name);
    EXPECT_GE(layout->letters().size(), 26U) << name;
  }
  EXPECT_EQ(Layout::find("qwerty"), &Layout::qwerty());
  EXPECT_EQ(Layout::find("steno"), nullptr);
}

TEST(LayoutTest, EveryLatinLayoutHasTheWholeAlphabet) {
  for (const char* name : {"qwerty", "qwertz", "azerty", "dvorak", "colemak"}) {
    for (char32_t letter = U'a'; letter <= U'z'; ++letter) {
      EXPECT_TRUE(Layout::find(name)->center(letter).has_value()) << name << char(letter);
    }
  }
}

TEST(LayoutTest, PlacesKeysInKeyWidthsFromTheTopLeft) {
  const Layout& qwerty = Layout::qwerty();
  EXPECT_FLOAT_EQ(qwerty.center(U'a')->x, 1.0F);
  EXPECT_FLOAT_EQ(qwerty.center(U'z')->y, 2.5F);
  EXPECT_FALSE(qwerty.center(U'\u00e9').has_value());
  EXPECT_FLOAT_EQ(*qwerty.distance_squared(U'q', U'w'), 1.0F);
  EXPECT_FLOAT_EQ(*qwerty.distance_squared(U'q', U'a'), 1.25F);
  EXPECT_FALSE(qwerty.distance_squared(U'q', U'\u00e9').has_value());
}

TEST(LayoutTest, DigitsLieAboveTheLettersAndAreNoLetters) {
  const Layout& qwerty = Layout::qwerty();
  EXPECT_FLOAT_EQ(qwerty.center(U'1')->x, 0.5F);
  EXPECT_FLOAT_EQ(qwerty.center(U'0')->x, 9.5F);
  EXPECT_FLOAT_EQ(qwerty.center(U'8')->y, -0.5F);
  EXPECT_EQ(qwerty.letters().find(U'8'), std::u32string::npos);
  EXPECT_FLOAT_EQ(*qwerty.distance_squared(U'8', U'i'), 1.0F);
}

TEST(LayoutTest, KnowsWhichKeysStandOnTheSpaceBar) {
  const Layout& qwerty = Layout::qwerty();
  std::u32string bordering;
  for (const char32_t letter : qwerty.letters()) {
    if (qwerty.borders_on_space(letter)) bordering.push_back(letter);
  }
  EXPECT_EQ(bordering, U"cvbnm");
  EXPECT_FALSE(qwerty.borders_on_space(U'\u00e9'));
}

TEST(LayoutTest, TakesATouchForTheKeyUnderIt) {
  for (const std::string& name : Layout::names()) {
    const Layout& layout = *Layout::find(name);
    for (const char32_t letter : layout.letters()) {
      EXPECT_EQ(layout.key_at(*layout.center(letter)), letter) << name;
    }
    EXPECT_EQ(layout.key_at(layout.space_bar().center()), U' ');
  }
  const Layout& qwerty = Layout::qwerty();
  EXPECT_EQ(qwerty.key_at({0.9F, 0.9F}), U'q');
  EXPECT_EQ(qwerty.key_at({1.1F, 0.9F}), U'w');
  EXPECT_EQ(qwerty.key_at({0.2F, 1.5F}), U'a');
  EXPECT_EQ(qwerty.key_at({4, 3.1F}), U' ');
  EXPECT_EQ(qwerty.key_at({4, 2.9F}), U'c');
  EXPECT_EQ(qwerty.key_at({7.5F, -0.4F}), U'8');
}

TEST(LayoutTest, ShiftedJamoShareTheKeyOfTheirBase) {
  const Layout& dubeolsik = *Layout::find("dubeolsik");
  EXPECT_EQ(dubeolsik.letters().size(), 26U);
  const std::u32string shifted = U"ㅃㅉㄸㄲㅆㅒㅖ";
  const std::u32string bases = U"ㅂㅈㄷㄱㅅㅐㅔ";
  for (std::size_t i = 0; i < shifted.size(); ++i) {
    EXPECT_FLOAT_EQ(*dubeolsik.distance_squared(shifted[i], bases[i]), 0);
    EXPECT_EQ(dubeolsik.letters().find(shifted[i]), std::u32string::npos);
  }
  EXPECT_FLOAT_EQ(dubeolsik.center(U'ㅁ')->x, 1.0F);
  EXPECT_TRUE(dubeolsik.borders_on_space(U'ㅠ'));
}

TEST(LayoutTest, NamesTheLineAndTheProblemOfABadLayout) {
  const auto expect = [](const std::string& text, const std::string& part) {
    const std::string message = complaint_about(text);
    EXPECT_NE(message.find(part), std::string::npos) << text << " -> " << message;
  };
  EXPECT_EQ(complaint_about("row\t0\t0\tab\n" + kSpace), "");
  expect("", "no row");
  expect("row\t0\t0\tab\n", "no space bar");
  expect("# x\nrow\t0\t0\tab\nfoo\t1\n", "line 3: starts with \"foo\"");
  expect("row\t0\t0\n", "line 1: a row needs three cells");
  expect("row\tx\t0\tab\n", "numbers");
  expect("row\tnan\t0\tab\n", "numbers");
  expect("row\t0\t1e9\tab\n", "numbers");
  expect("row\t0\t0\taba\n", "\"a\" has a key already");
  expect("row\t0\t0\taB\n", "lower-case");
  expect("row\t0\t0\ta b\n", "cannot be a key");
  expect("row\t0\t0\tab\nrow\t0.2\t0.2\tcd\n", "line 2: the key of \"c\" lies on that of \"a\"");
  expect("row\t0\t0\tab\nshift\tc\td\n", "\"d\" has no key");
  expect("row\t0\t0\tab\nshift\tb\ta\n", "\"b\" has a key already");
  expect("shift\tab\ta\n", "single letters");
  expect("space\t2\t8\t3\n", "four cells");
  expect("space\t8\t2\t3\t4\n", "left edge");
  expect(kSpace + kSpace, "line 2: a second space bar");
  expect("row\t0\t0\t\xff\n", "UTF-8");
}

}  // namespace
}  // namespace inkling
