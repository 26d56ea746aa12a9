// What fingers do to the keys: taps, long presses, drags, and the shift key by itself.
#include <QMenu>

#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

class TouchTest : public WindowTest {
 protected:
  KeyboardWidget& keys() { return window().keyboard(); }
  QPoint center(const QString& name) { return keys().center_of(name).value_or(QPoint()); }
  void down(const QString& name) { down(center(name)); }
  void down(const QPoint& at) { QTest::mousePress(&keys(), Qt::LeftButton, {}, at); }
  void move(const QPoint& at) {
    // QTest::mouseMove() holds no button.
    QMouseEvent event(QEvent::MouseMove, at, keys().mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                      Qt::NoModifier);
    QApplication::sendEvent(&keys(), &event);
  }
  /// Straight from key to key.
  void draw(const QString& word, bool lift = true) {
    const auto place = [this](const QString& letter) {
      return keys().center_of(letter) ? center(letter) : center(letter.toUpper());
    };
    down(place(word.left(1)));
    for (qsizetype i = 1; i < word.size(); ++i) {
      const QPoint from = place(word.mid(i - 1, 1));
      const QPoint to = place(word.mid(i, 1));
      constexpr int kSteps = 8;
      for (int step = 1; step <= kSteps; ++step) {
        move(from + (to - from) * step / kSteps);
        QTest::qWait(4);
      }
    }
    if (lift) up(place(word.right(1)));
  }
  void up(const QPoint& at) { QTest::mouseRelease(&keys(), Qt::LeftButton, {}, at); }
  void up(const QString& name) { up(center(name)); }
  void hold() { QTest::qWait(450); }
};

TEST_F(TouchTest, AKeyLooksPressedAndIsPreviewedWhileItIsDown) {
  open();
  down("g");
  EXPECT_TRUE(keys().is_down("g"));
  EXPECT_EQ(keys().bubble().chosen(), "g");
  EXPECT_EQ(view().text, "") << "it is typed where the finger lifts";
  QTest::qWait(200);
  EXPECT_TRUE(keys().is_down("g"));
  up("g");
  EXPECT_FALSE(keys().is_down("g"));
  EXPECT_TRUE(keys().bubble().isHidden());
  EXPECT_EQ(view().text, "g");
}

TEST_F(TouchTest, AFingerThatSlidesALittleTypesTheKeyWhereItLifts) {
  open();
  down("g");
  const QPoint beside = center("g") + (center("h") - center("g")) * 6 / 10;
  move(beside);
  EXPECT_TRUE(keys().is_down("h"));
  up(beside);
  EXPECT_EQ(view().text, "h");
}

TEST_F(TouchTest, AFingerThatGoesOnDrawsAWord) {
  open();
  draw("tomorow", false);
  EXPECT_GT(keys().overlay().trail().size(), 10U);
  EXPECT_FALSE(keys().is_down("w"));
  for (int i = 0; i < 200 && !view().guess; ++i) QTest::qWait(10);
  ASSERT_TRUE(view().guess);
  ASSERT_TRUE(view().guess->at(1));
  EXPECT_EQ(view().guess->at(1)->suggestion.text, "tomorrow");
  up("w");
  settle();
  EXPECT_EQ(view().text, "tomorrow");
  EXPECT_FALSE(view().guess);
  draw("then");
  settle();
  EXPECT_EQ(view().text, "tomorrow then");
  click_key("backspace");
  settle();
  EXPECT_EQ(view().text, "tomorrow ");
}

TEST_F(TouchTest, ShiftThatAFingerPutDownGivesADrawnWordACapital) {
  open();
  type("a ");
  click_key("shift");
  draw("tomorow");
  settle();
  EXPECT_EQ(view().text, "a Tomorrow");
  EXPECT_EQ(keys().shift(), ShiftState::kOff);
}

TEST_F(TouchTest, ALongPressOffersTheSignInTheCornerAndAccents) {
  open();
  down("s");
  hold();
  EXPECT_EQ(keys().bubble().chosen(), "#");
  EXPECT_TRUE(keys().bubble().characters().contains("ß"));
  up("s");
  EXPECT_EQ(view().text, "#");
  down("e");
  hold();
  const QStringList offered = keys().bubble().characters();
  const auto column = offered.indexOf("é");
  ASSERT_GT(column, 0);
  // Over to the right, within the lowest row.
  const double cell = keys().bubble().width() / 6.0;
  const QPoint corner =
      keys().mapFromGlobal(window().mapToGlobal(keys().bubble().geometry().bottomLeft()));
  const QPoint over =
      corner + QPoint(static_cast<int>(cell * (static_cast<double>(column) + 0.5)), -10);
  move(over);
  EXPECT_EQ(keys().bubble().chosen(), "é");
  up(over);
  EXPECT_EQ(view().text, "#é");
}

TEST_F(TouchTest, TheDollarIsOnAKeyAndCurrenciesBehindIt) {
  open();
  click_key("symbols");
  click_key("$");
  down("$");
  hold();
  EXPECT_TRUE(keys().bubble().characters().contains("€"));
  up("$");
  EXPECT_EQ(view().text, "$€");
}

TEST_F(TouchTest, ADragAlongTheSpaceBarMovesTheCursor) {
  open();
  type("see you soon");
  settle();
  const QPoint from = center("space");
  const int key = keys().width() / 10;
  down(from);
  move(from - QPoint(key, 0));
  move(from - QPoint(key * 8 / 5, 0));
  settle();
  EXPECT_EQ(view().text, "see you");
  EXPECT_EQ(view().right, " soon");
  move(from - QPoint(key, 0));
  up(from - QPoint(key, 0));
  settle();
  EXPECT_EQ(view().text + "|" + view().right, "see you |soon") << "no space was typed";
}

TEST_F(TouchTest, ABackspaceThatIsHeldDeletesWordByWordInTheEnd) {
  open();
  controller().set_text("one two three four five six", "");
  settle();
  down("backspace");
  EXPECT_EQ(view().text, "one two three four five si") << "the first at once";
  EXPECT_TRUE(QTest::qWaitFor([this] { return view().text == "one two "; }, 3000));
  up("backspace");
  const std::string left = view().text;
  EXPECT_TRUE(left == "one two " || left == "one ") << left;
  QTest::qWait(300);
  EXPECT_EQ(view().text, left) << "and no more once it is up";
}

TEST_F(TouchTest, ShiftGoesDownByItselfWhereASentenceBegins) {
  open({}, /*capitals=*/true);
  EXPECT_EQ(keys().shift(), ShiftState::kOnce);
  click_key("S");
  EXPECT_EQ(keys().shift(), ShiftState::kOff);
  for (const char* name : {"e", "e", "space", "space"}) {
    click_key(name);
    settle();
  }
  EXPECT_EQ(view().text, "See. ");
  EXPECT_EQ(keys().shift(), ShiftState::kOnce);
  click_key("shift, on for one letter");
  EXPECT_EQ(keys().shift(), ShiftState::kOff) << "a tap puts it up, and does not lock it";
  settle();
  EXPECT_EQ(keys().shift(), ShiftState::kOff);
}

TEST_F(TouchTest, ACapitalThatShiftOfferedCanBeDeclinedForADrawnWord) {
  open({}, /*capitals=*/true);
  ASSERT_EQ(keys().shift(), ShiftState::kOnce);
  click_key("shift, on for one letter");
  settle();
  ASSERT_EQ(keys().shift(), ShiftState::kOff);
  draw("tomorow");
  settle();
  EXPECT_EQ(view().text, "tomorrow");
  press(Qt::Key_Backspace);
  settle();
  ASSERT_EQ(keys().shift(), ShiftState::kOnce) << "the next one has it again";
  draw("tomorow");
  settle();
  EXPECT_EQ(view().text, "Tomorrow");
}

TEST_F(TouchTest, ALongPressLocksShift) {
  open();
  down("shift");
  hold();
  EXPECT_EQ(keys().shift(), ShiftState::kLocked);
  up("shift, locked");
  EXPECT_EQ(keys().shift(), ShiftState::kLocked);
  click_key("A");
  click_key("B");
  EXPECT_EQ(view().text, "AB");
}

TEST_F(TouchTest, UndoAndRedoGoThroughTheText) {
  open();
  for (const char* word : {"see ", "you ", "soon "}) {
    type(word);
    settle();
  }
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(view().text, "see you ");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(view().text, "see ");
  press(Qt::Key_Y, Qt::ControlModifier);
  settle();
  EXPECT_EQ(view().text, "see you ");
  type("x");
  settle();
  EXPECT_FALSE(window().text().redo_text());
  type(" recieve ");
  settle();
  ASSERT_EQ(view().text, "see you x receive ");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(view().text, "see you x recieve") << "the correction comes first";
}

TEST_F(TouchTest, ARightClickOffersWhatCanBeDone) {
  open();
  type("see ");
  settle();
  const auto enabled = [this](const QString& name) {
    const auto menu = window().text().make_menu();
    for (const QAction* action : menu->actions())
      if (action->text() == name) return action->isEnabled();
    ADD_FAILURE() << name.toStdString();
    return false;
  };
  EXPECT_TRUE(enabled("Undo"));
  EXPECT_FALSE(enabled("Redo"));
  EXPECT_FALSE(enabled("Cut"));
  window().text().selectAll();
  EXPECT_TRUE(enabled("Cut"));
  const auto menu = window().text().make_menu();
  menu->actions().front()->trigger();
  settle();
  EXPECT_EQ(view().text, "");
}

}  // namespace
}  // namespace inkling
