// What a face that types into other programs' text fields needs of the keyboard.
#include <future>

#include "demo_keyboard/controller.h"
#include "tests/demo_keyboard/keyboard_fixture.h"

namespace inkling {
namespace {

using ControllerFieldTest = KeyboardTest;

TEST_F(ControllerFieldTest, FinishingAWordKeepsItAsTyped) {
  open();
  type_slowly("yiu");
  keyboard_->finish();
  KeyboardView view = keyboard_->view();
  EXPECT_EQ(view.text, "yiu");  // at once
  EXPECT_EQ(view.composing_bytes, 0U);
  view = settled();
  EXPECT_EQ(view.text, "yiu");
  EXPECT_EQ(view.composing_bytes, 0U);
  EXPECT_FALSE(view.autocorrected);
  EXPECT_FALSE(keyboard_->revert());
  type(" ");
  EXPECT_EQ(text(), "yiu ");
}

TEST_F(ControllerFieldTest, FinishingNothingChangesNothing) {
  open();
  type_slowly("see ");
  keyboard_->finish();
  EXPECT_EQ(text(), "see ");
}

TEST_F(ControllerFieldTest, AFieldThatForbidsLearningLearnsNothing) {
  open();
  keyboard_->focus(FieldKind::kText, /*no_learning=*/true, "so ", "");
  type_slowly("zorblax ");
  KeyboardView view = settled();
  EXPECT_EQ(view.text, "so zorblax ");
  EXPECT_TRUE(view.learned.empty());
  EXPECT_FALSE(view.incognito);  // that is the person's own switch
  keyboard_->focus(FieldKind::kPassword, false, "", "");
  type_slowly("zorblax ");
  view = settled();
  EXPECT_EQ(view.field, FieldKind::kPassword);
  EXPECT_TRUE(view.learned.empty());
  keyboard_->focus(FieldKind::kText, false, "", "");
  type_slowly("zorblax ");
  EXPECT_FALSE(settled().learned.empty());
}

TEST_F(ControllerFieldTest, SaysWhetherKeysWaitForTheEngine) {
  std::promise<void> go;
  KeyboardOptions slow = options();
  slow.open_engine = [opened = go.get_future().share(), engine = slow.engine] {
    opened.wait();
    return Engine::open(engine);
  };
  keyboard_ = std::make_unique<KeyboardController>(slow);
  type("yiu ");
  EXPECT_FALSE(keyboard_->view().settled);
  EXPECT_EQ(keyboard_->view().text, "yiu ");
  go.set_value();
  EXPECT_TRUE(settled().settled);
  EXPECT_EQ(keyboard_->view().text, "you ");
}

TEST_F(ControllerFieldTest, KeyboardsShareAnEngine) {
  const std::shared_ptr<Engine> engine = Engine::open(options().engine).value();
  KeyboardOptions shared = options();
  shared.open_engine = [engine]() -> Result<std::shared_ptr<Engine>> { return engine; };
  open(shared);
  KeyboardController other(shared);
  type_slowly("zorblax zorblax zorblax ");
  for (const char* key : {"z", "o", "r", "b"}) other.key(key);
  other.wait_until_idle();
  ASSERT_TRUE(other.view().strip[1]);
  EXPECT_EQ(other.view().strip[1]->suggestion.text, "zorblax");
}

TEST_F(ControllerFieldTest, KeysStandAsTypedWhereOpeningFails) {
  KeyboardOptions broken = options();
  broken.open_engine = []() -> Result<std::shared_ptr<Engine>> {
    return Error{ErrorCode::kIo, "no such engine"};
  };
  open(broken);
  type("yiu ");
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "yiu ");
  EXPECT_TRUE(view.settled);
  EXPECT_NE(view.trouble.find("no such engine"), std::string::npos);
}

}  // namespace
}  // namespace inkling
