// Colours, keys and words that need no window.
#include <gtest/gtest.h>

#include <algorithm>

#include "demo_keyboard/window/command_line.h"
#include "demo_keyboard/window/ghost_text.h"
#include "demo_keyboard/window/key_plan.h"
#include "demo_keyboard/window/reasons_popover.h"
#include "demo_keyboard/window/theme.h"

namespace inkling {
namespace {

TEST(ThemeTest, ContrastIsThatOfTheStandard) {
  EXPECT_NEAR(contrast_ratio(Qt::black, Qt::white), 21, 0.01);
  EXPECT_NEAR(contrast_ratio(QColor("#777777"), Qt::white), 4.48, 0.01);
  EXPECT_NEAR(contrast_ratio(Qt::red, Qt::red), 1, 0.001);
}

TEST(ThemeTest, EveryThemeHasEnoughContrast) {
  ASSERT_EQ(themes().size(), 3);
  for (const Theme& theme : themes()) {
    for (const InkPair& pair : ink_pairs()) {
      const double ratio =
          contrast_ratio(theme.palette.color(pair.front), theme.palette.color(pair.back));
      EXPECT_GE(ratio, pair.least)
          << theme.name.toStdString() << ": role " << pair.front << " on role " << pair.back;
    }
  }
}

TEST(ThemeTest, HighContrastIsHigherThanTheOthers) {
  const Theme* theme = find_theme("high-contrast");
  ASSERT_NE(theme, nullptr);
  for (const auto& [front, back] :
       {std::pair{ink::kText, ink::kPaper}, std::pair{ink::kKeyText, ink::kKey},
        std::pair{ink::kFaint, ink::kPaper}}) {
    EXPECT_GE(contrast_ratio(theme->palette.color(front), theme->palette.color(back)), 7);
  }
  EXPECT_EQ(find_theme("mauve"), nullptr);
}

class EveryLayout : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(KeyPlanTest, EveryLayout, testing::ValuesIn(Layout::names()),
                         [](const auto& layout) { return layout.param; });

TEST_P(EveryLayout, HasAKeyForAllThatIsTypedAndNoneLiesOnAnother) {
  const Layout& layout = *Layout::find(GetParam());
  for (const KeyPage page : {KeyPage::kLetters, KeyPage::kSymbols, KeyPage::kMoreSymbols}) {
    const KeyPlan plan = plan_keys(layout, page, ShiftState::kOff);
    for (const char* name : {"space", "enter", "backspace", ".", ",", "'"}) {
      EXPECT_TRUE(std::any_of(plan.caps.begin(), plan.caps.end(), [name](const KeyCap& cap) {
        return cap.name == QLatin1String(name);
      })) << name;
    }
    for (const KeyCap& a : plan.caps) {
      EXPECT_GE(a.rect.width(), 0.8) << a.name.toStdString();
      for (const KeyCap& b : plan.caps) {
        if (&a == &b) continue;
        const QRectF shared = a.rect.intersected(b.rect);
        EXPECT_LT(shared.width() * shared.height(), 1e-6)
            << a.name.toStdString() << " lies on " << b.name.toStdString();
      }
    }
  }
}

TEST_P(EveryLayout, AgreesWithTheEngineOnWhatATouchHits) {
  const Layout& layout = *Layout::find(GetParam());
  const KeyPlan plan = plan_keys(layout, KeyPage::kLetters, ShiftState::kOff);
  for (int column = 0; column < 34; ++column) {
    for (int row = 0; row < 17; ++row) {
      const float x = 0.05F + 0.3F * static_cast<float>(column);
      const float y = -0.95F + 0.3F * static_cast<float>(row);
      const KeyCap& cap = plan.caps[plan.index_at({x, y})];
      if (!cap.has_touch) continue;
      const char32_t hit = layout.key_at({x, y});
      const QString expected = QString::fromUcs4(&hit, 1);
      EXPECT_EQ(cap.action == KeyAction::kSpace ? QStringLiteral(" ") : cap.types, expected);
    }
  }
}

TEST(KeyPlanTest, ShiftTypesWhatTheLayoutSays) {
  const auto types = [](const char* layout, const QString& letter, ShiftState shift) {
    const KeyPlan plan = plan_keys(*Layout::find(layout), KeyPage::kLetters, shift);
    return std::any_of(plan.caps.begin(), plan.caps.end(),
                       [&](const KeyCap& cap) { return cap.types == letter; });
  };
  EXPECT_TRUE(types("qwerty", "Q", ShiftState::kOnce));
  EXPECT_FALSE(types("qwerty", "Q", ShiftState::kOff));
  EXPECT_TRUE(types("dubeolsik", "ㅃ", ShiftState::kLocked));
  EXPECT_FALSE(types("dubeolsik", "ㅃ", ShiftState::kOff));
}

KeyboardView view_with(const std::string& text, std::size_t composing, const std::string& best,
                       const std::string& ghost) {
  KeyboardView view;
  view.text = text;
  view.composing_bytes = composing;
  view.strip.at(1) = StripSlot{{.text = best}};
  view.strip_current = true;
  view.ghost = ghost;
  return view;
}

TEST(GhostTextTest, IsWhatTakingItWouldAdd) {
  EXPECT_EQ(ghost_behind(view_with("looking forw", 4, "forward", " to")), "ard to");
  EXPECT_EQ(ghost_behind(view_with("looking ", 0, "forward", " to")), "forward to");
  EXPECT_EQ(ghost_behind(view_with("looking fprw", 4, "forward", " to")), " → forward to");
  EXPECT_EQ(ghost_behind(view_with("looking forw", 4, "forward", "")), "");
  KeyboardView stale = view_with("looking forw", 4, "forward", " to");
  stale.strip_current = false;
  EXPECT_EQ(ghost_behind(stale), "");
}

TEST(ReasonsTest, SayWhenTheyHaveNothingToSay) {
  EXPECT_EQ(reason_text({"history", kNoReason}), "nothing to say");
  EXPECT_EQ(reason_text({"model", -3.21}), "−3.2 nats");
}

std::optional<int> parse(std::vector<const char*> arguments, CommandLine* line) {
  arguments.insert(arguments.begin(), "inkling_keyboard");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data(), line);
}

TEST(CommandLineTest, TakesGoodValuesAndRefusesBadOnes) {
  CommandLine line;
  EXPECT_EQ(parse({"--theme", "dark", "--layout", "azerty", "--panel"}, &line), std::nullopt);
  EXPECT_EQ(line.theme, "dark");
  EXPECT_EQ(line.layout, "azerty");
  EXPECT_TRUE(line.panel);
  EXPECT_EQ(parse({"--theme", "mauve"}, &line), 2);
  EXPECT_EQ(parse({"--layout", "qwerty2"}, &line), 2);
  EXPECT_EQ(parse({"--after-ms", "10"}, &line), 2);  // of what picture?
  EXPECT_EQ(parse({"--speed", "-1"}, &line), 2);
  EXPECT_EQ(parse({"--pack", "/no/such/folder"}, &line), 3);
}

}  // namespace
}  // namespace inkling
