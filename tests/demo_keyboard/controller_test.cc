// What keys, picks and settings do, once the engine has answered.
#include "demo_keyboard/controller.h"

#include "cache/history/history.h"
#include "tests/demo_keyboard/keyboard_fixture.h"

namespace inkling {
namespace {

using ControllerTest = KeyboardTest;

TEST_F(ControllerTest, TypesAndSuggests) {
  open();
  type("tom");
  const KeyboardView view = settled();
  EXPECT_EQ(view.engine, EngineState::kReady);
  EXPECT_EQ(view.text, "tom");
  EXPECT_EQ(view.composing_bytes, 3U);
  EXPECT_TRUE(view.strip_current);
  ASSERT_TRUE(view.strip[1]);
  EXPECT_EQ(view.strip[1]->suggestion.text, "tomorrow");
  ASSERT_FALSE(view.answered.empty());
  EXPECT_EQ(view.answered.back().kind, EventKind::kKey);
  EXPECT_FALSE(view.answered.back().stages.empty());
}

TEST_F(ControllerTest, PicksFromTheStrip) {
  open();
  type("tom");
  keyboard_->wait_until_idle();
  EXPECT_FALSE(keyboard_->pick(-1));
  EXPECT_FALSE(keyboard_->pick(kStripSlots));
  EXPECT_TRUE(keyboard_->pick_best());
  EXPECT_EQ(keyboard_->view().text, "tomorrow ");  // at once
  EXPECT_EQ(text(), "tomorrow ");
  type(".");
  EXPECT_EQ(keyboard_->view().text, "tomorrow. ");  // the space gives way, also before the engine
  EXPECT_EQ(text(), "tomorrow. ");
}

TEST_F(ControllerTest, ShowsAnAutocorrectionAndTakesItBack) {
  open();
  type_slowly("yiu ");
  KeyboardView view = settled();
  EXPECT_EQ(view.text, "you ");
  ASSERT_TRUE(view.autocorrected);
  EXPECT_EQ(view.autocorrected->typed, "yiu");
  EXPECT_EQ(view.autocorrected->committed, "you");
  EXPECT_TRUE(keyboard_->revert());
  EXPECT_EQ(keyboard_->view().text, "yiu");  // at once
  EXPECT_FALSE(keyboard_->revert());
  view = settled();
  EXPECT_EQ(view.text, "yiu");
  EXPECT_FALSE(view.autocorrected);
  type(" ");
  EXPECT_EQ(text(), "yiu ");
}

TEST_F(ControllerTest, BackspaceRightAfterAnAutocorrectionTakesItBack) {
  open();
  type_slowly("yiu ");
  keyboard_->backspace();
  EXPECT_EQ(keyboard_->view().text, "yiu");
  EXPECT_EQ(text(), "yiu");
  keyboard_->backspace();
  EXPECT_EQ(text(), "yi");
}

TEST_F(ControllerTest, ForgettingAWordKeepsTheWayBack) {
  open();
  type_slowly("yiu ");
  ASSERT_TRUE(keyboard_->forget(1));
  keyboard_->wait_until_idle();
  EXPECT_TRUE(keyboard_->revert());
  EXPECT_EQ(keyboard_->view().text, "yiu");
  EXPECT_EQ(text(), "yiu");
}

TEST_F(ControllerTest, NothingToRevertAfterAnotherKey) {
  open();
  type_slowly("yiu s");
  EXPECT_FALSE(keyboard_->revert());
  EXPECT_EQ(text(), "you s");
}

TEST_F(ControllerTest, ForgetsAndBlocksAWord) {
  open();
  type("tom");
  const int slot = slot_of("tomorrow");
  ASSERT_GE(slot, 0);
  EXPECT_TRUE(keyboard_->forget(slot));
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "tom");
  EXPECT_EQ(slot_of("tomorrow"), -1);
  ASSERT_FALSE(view.learned.empty());
  EXPECT_EQ(view.learned.back().what, "forgot tomorrow");
  ASSERT_TRUE(keyboard_->close().ok());
  open();
  type("tom");
  EXPECT_EQ(slot_of("tomorrow"), -1);
}

TEST_F(ControllerTest, SaysWhatItLearns) {
  open();
  type("see you ");
  const KeyboardView view = settled();
  std::vector<std::string> all;
  for (const LearnedEvent& event : view.learned) all.push_back(event.what);
  EXPECT_EQ(all, (std::vector<std::string>{"learned see", "learned you", "learned see → you"}));
}

TEST_F(ControllerTest, LearnsNothingInIncognito) {
  open();
  keyboard_->set_incognito(true);
  EXPECT_TRUE(keyboard_->view().incognito);
  type_slowly("zorbix zorbix zorbix see you ");
  EXPECT_TRUE(settled().learned.empty());
  keyboard_->set_incognito(false);
  EXPECT_EQ(settled().text, "zorbix zorbix zorbix see you ");
  ASSERT_TRUE(keyboard_->close().ok());
  keyboard_.reset();
  const auto history = History::open({.path = folder_.file("me.sqlite")}, nullptr);
  EXPECT_EQ(history->status().words, 0U);
}

TEST_F(ControllerTest, MovesTheCursor) {
  open();
  type("see you");
  keyboard_->move_cursor(3);
  KeyboardView view = keyboard_->view();
  EXPECT_EQ(view.text, "see");
  EXPECT_EQ(view.right, " you");
  type("n");
  view = settled();
  EXPECT_EQ(view.text, "seen");
  EXPECT_EQ(view.right, " you");
  keyboard_->move_cursor(1000);
  view = settled();
  EXPECT_EQ(view.text, "seen you");
  EXPECT_EQ(view.right, "");
}

TEST_F(ControllerTest, PutsTheCursorInFrontOfACharacterNotInsideIt) {
  open();
  keyboard_->set_text("", "é");
  keyboard_->move_cursor(1);
  EXPECT_EQ(settled().text, "");
  EXPECT_EQ(settled().right, "é");
}

TEST_F(ControllerTest, KeepsTheTextWhenLayoutOrStrengthChange) {
  open();
  type("see yo");
  keyboard_->set_layout("azerty");
  keyboard_->set_strength(AutocorrectStrength::kOff);
  KeyboardView view = settled();
  EXPECT_EQ(view.text, "see yo");
  EXPECT_EQ(view.composing_bytes, 2U);
  EXPECT_EQ(view.layout, "azerty");
  EXPECT_EQ(view.strength, AutocorrectStrength::kOff);
  type_slowly("i ");
  EXPECT_EQ(text(), "see yoi ");  // nothing is corrected now
  keyboard_->set_strength(AutocorrectStrength::kNormal);
  type_slowly("yiu ");
  EXPECT_EQ(text(), "see yoi you ");
}

TEST_F(ControllerTest, RefusesALayoutThatThereIsNot) {
  open();
  keyboard_->set_layout("maltron");
  EXPECT_EQ(keyboard_->view().layout, "qwerty");
  EXPECT_NE(keyboard_->view().trouble.find("maltron"), std::string::npos);
}

TEST_F(ControllerTest, TypesOnWithoutAnEngine) {
  KeyboardOptions broken = options();
  broken.engine.clock = nullptr;
  open(std::move(broken));
  type("see you");
  keyboard_->backspace();
  const KeyboardView view = settled();
  EXPECT_EQ(view.engine, EngineState::kFailed);
  EXPECT_EQ(view.text, "see yo");
  EXPECT_NE(view.trouble.find("clock"), std::string::npos);
  EXPECT_FALSE(view.strip_current);
  EXPECT_FALSE(keyboard_->pick_best());
  EXPECT_TRUE(keyboard_->close().ok());
}

TEST_F(ControllerTest, SaysWhatIsDegraded) {
  KeyboardOptions missing = options();
  missing.engine.pack_dir = folder_.file("no-such-pack");
  open(std::move(missing));
  type("see");
  const KeyboardView view = settled();
  EXPECT_EQ(view.engine, EngineState::kReady);
  EXPECT_EQ(view.text, "see");
  EXPECT_NE(view.trouble.find("no-such-pack"), std::string::npos) << view.trouble;
}

TEST_F(ControllerTest, DrawsTouchesAndWhatTheEngineBelieves) {
  open();
  const Layout& layout = Layout::qwerty();
  for (int i = 0; i < 10; ++i) {
    for (const char c : std::string("hello")) {
      const KeyPoint center = *layout.center(static_cast<char32_t>(c));
      keyboard_->key(std::string(1, c), Touch{center.x + 0.2F, center.y});
    }
    keyboard_->space();
  }
  const KeyboardView view = settled();
  EXPECT_EQ(view.touches.size(), 50U);
  EXPECT_EQ(view.touches.back().character, "o");
  EXPECT_GT(view.touch_offset_mean.x, 0.05F);
  EXPECT_GT(view.touch_sigma.x, 0.0F);
}

}  // namespace
}  // namespace inkling
