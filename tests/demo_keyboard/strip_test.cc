#include "demo_keyboard/strip.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

std::string text(const Strip& strip, std::size_t slot) {
  return strip.at(slot) ? strip.at(slot)->suggestion.text : "-";
}

TEST(ArrangeStrip, PutsTheBestInTheMiddle) {
  Suggestions s;
  EXPECT_EQ(text(arrange_strip(s), 1), "-");
  s.items = {{.text = "first"}, {.text = "second"}, {.text = "third"}};
  const Strip strip = arrange_strip(s);
  EXPECT_EQ(text(strip, 0), "second");
  EXPECT_EQ(text(strip, 1), "first");
  EXPECT_EQ(text(strip, 2), "third");
}

TEST(ArrangeStrip, PutsTheLiteralLeftWhenTheBestWouldReplaceIt) {
  Suggestions s;
  s.items = {{.text = "you", .autocorrect = true},
             {.text = "your"},
             {.text = "yiu", .kind = SuggestionKind::kLiteral}};
  const Strip strip = arrange_strip(s);
  EXPECT_EQ(text(strip, 0), "yiu");
  EXPECT_EQ(text(strip, 2), "your");
}

}  // namespace
}  // namespace inkling
