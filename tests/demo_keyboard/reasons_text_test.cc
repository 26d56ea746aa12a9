#include "demo_keyboard/reasons_text.h"

#include <gtest/gtest.h>

#include <string>

namespace inkling {
namespace {

KeyboardView view_of(const std::string& word, const Reasons& reasons) {
  KeyboardView view;
  view.strip_current = true;
  view.strip[1] = StripSlot{{.text = word, .reasons = reasons}};
  return view;
}

TEST(ReasonsText, LinesUpWhatEachSaid) {
  const std::string text =
      reasons_text(view_of("the", {.model = -1.62, .lexicon = -12.06, .channel = -0.01}));
  EXPECT_EQ(text,
            "nats (0: certain)          model   lexicon   history     touch\n"
            "2 the                       −1.6     −12.1         –       0.0\n");
}

TEST(ReasonsText, ALongWordKeepsItsColumn) {
  const std::string text = reasons_text(view_of(std::string(60, 'w'), {}));
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_LT(text.size(), 160U);
}

TEST(ReasonsText, SaysNothingOfAnEarlierStrip) {
  KeyboardView view = view_of("the", {});
  view.strip_current = false;
  EXPECT_EQ(reasons_text(view), "");
  EXPECT_EQ(reasons_text(KeyboardView{}), "");
}

}  // namespace
}  // namespace inkling
