#include "demo_keyboard/ghost_text.h"

#include "tests/demo_keyboard/keyboard_fixture.h"

namespace inkling {
namespace {

class GhostTest : public KeyboardTest {
 protected:
  /// A person who always writes the same.
  void open_with_habit() {
    open();
    for (int i = 0; i < 40; ++i) {
      keyboard_->set_text("", "");
      type("see you soon then");
      keyboard_->enter();
    }
    keyboard_->set_text("", "");
    keyboard_->wait_until_idle();
  }
};

TEST_F(GhostTest, StandsBehindTheBestSuggestionAndIsTaken) {
  open_with_habit();
  type("Se");
  KeyboardView view = settled();
  ASSERT_TRUE(view.strip[1]);
  EXPECT_EQ(view.strip[1]->suggestion.text, "See");
  EXPECT_EQ(view.ghost.substr(0, 9), " you soon");
  EXPECT_EQ(ghost_text(view), "e" + view.ghost);
  const std::string all = view.text + ghost_text(view) + " ";
  EXPECT_TRUE(keyboard_->take_ghost());
  EXPECT_EQ(keyboard_->view().text, all);  // at once
  EXPECT_EQ(text(), all);
}

TEST_F(GhostTest, IsGoneWithTheNextKey) {
  open_with_habit();
  type("se");
  EXPECT_FALSE(settled().ghost.empty());
  // A letter that leads away from the habit: whether the engine has answered yet or not, nothing is
  // shown behind it.
  keyboard_->key("q");
  EXPECT_EQ(ghost_text(keyboard_->view()), "");
  EXPECT_EQ(ghost_text(settled()), "");
}

TEST_F(GhostTest, NothingToTakeWhenNothingIsLikely) {
  open();
  type("hel");
  EXPECT_TRUE(settled().ghost.empty());
  EXPECT_FALSE(keyboard_->take_ghost());
  EXPECT_EQ(text(), "hel");
}

TEST(GhostText, NeedsABestSuggestionThatGoesOnFromWhatWasTyped) {
  KeyboardView view;
  view.text = "I am loo";
  view.composing_bytes = 3;
  view.strip_current = true;
  view.ghost = " forward to";
  EXPECT_EQ(ghost_text(view), "");
  view.strip[1] = StripSlot{{.text = "looking"}};
  EXPECT_EQ(ghost_text(view), "king forward to");
  view.strip_current = false;
  EXPECT_EQ(ghost_text(view), "");
  view.strip_current = true;
  view.right = "x";
  EXPECT_EQ(ghost_text(view), "");
  view.right.clear();
  view.strip[1]->suggestion.text = "took";
  EXPECT_EQ(ghost_text(view), "");
  view.strip[1]->suggestion.text = "looking";
  view.text = "Who?";
  view.composing_bytes = 0;
  EXPECT_EQ(ghost_text(view), " looking forward to");
}

}  // namespace
}  // namespace inkling
