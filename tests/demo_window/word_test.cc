// A tap on a word of the text: what else it may have been, and what becomes of it.
#include <QAbstractButton>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

class WordTest : public WindowTest {
 protected:
  WordPopover& card() { return window().word(); }
  TextArea& text() { return window().text(); }
  void write(const QString& words) {
    for (const QChar letter : words) {
      type(QString(letter));
      settle();
    }
  }
  /// In the middle of the first `word` of the text.
  QPoint place_of(const std::string& word) {
    const auto at = (view().text + view().right).find(word);
    return text().word_rect(at, at + word.size()).center();
  }
  void tap(const QPoint& at) { click(text().viewport(), at); }
  /// Taps the word and waits for what comes of it.
  void tap(const std::string& word) {
    tap(place_of(word));
    wait();
  }
  void wait() {
    QTest::qWait(300);
    settle();
  }
  std::string whole() { return view().text + view().right; }
};

TEST_F(WordTest, ATapSaysWhatElseTheWordMayHaveBeen) {
  open();
  write("see yuo soon ");
  ASSERT_EQ(whole(), "see you soon ");
  EXPECT_TRUE(card().isHidden());
  tap("you");
  ASSERT_TRUE(card().isVisible());
  EXPECT_EQ(card().accessibleName(), "Mend you");
  EXPECT_EQ(card().as_typed().text(), "As I typed it: yuo");
  ASSERT_FALSE(card().readings().isEmpty());
  EXPECT_EQ(card().readings().front(), "yuo");
  EXPECT_LE(card().readings().size(), 5);
  EXPECT_EQ(card().readings().count("yuo"), 1);
  EXPECT_FALSE(card().readings().contains("you"));
  EXPECT_TRUE(card().add().isHidden()) << "the dictionary has it";
  EXPECT_TRUE(card().forget().isVisible());
  EXPECT_TRUE(card().block().isVisible());
  EXPECT_TRUE(window().rect().contains(card().geometry()));
  EXPECT_FALSE(card().geometry().contains(text().viewport()->mapTo(&window(), place_of("you"))));
  EXPECT_TRUE(text().hasFocus()) << "what is typed goes on into the text";
}

TEST_F(WordTest, AReadingMendsTheWordAndUndoGivesItBack) {
  open();
  write("a form soon ");
  tap("form");
  PillButton* from = card().reading("from");
  ASSERT_NE(from, nullptr);
  EXPECT_TRUE(card().as_typed().isHidden());
  from->click();
  settle();
  EXPECT_TRUE(card().isHidden());
  EXPECT_EQ(view().text, "a from");
  EXPECT_EQ(view().right, " soon ");
  EXPECT_EQ(text().toPlainText(), "a from soon ");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(whole(), "a form soon ");
  press(Qt::Key_Y, Qt::ControlModifier);
  settle();
  EXPECT_EQ(whole(), "a from soon ");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(whole(), "a form ") << "and on to what was typed before";
}

TEST_F(WordTest, AsTypedGivesTheKeysBack) {
  open();
  write("see yuo soon ");
  tap("you");
  ASSERT_TRUE(card().isVisible());
  click(&card().as_typed(), card().as_typed().rect().center());
  settle();
  EXPECT_TRUE(card().isHidden());
  EXPECT_EQ(whole(), "see yuo soon ");
  EXPECT_TRUE(text().struck().isEmpty());
  EXPECT_TRUE(text().hasFocus());
}

TEST_F(WordTest, TheCardSaysWhatBecameOfTheWordAndStays) {
  open();
  write("zorvath soon ");
  press(Qt::Key_Backspace);  // whatever it was taken for
  controller().set_text("zorvath soon ", "");
  settle();
  tap("zorvath");
  ASSERT_TRUE(card().isVisible());
  EXPECT_EQ(card().accessibleDescription(), "not in the dictionary");
  ASSERT_TRUE(card().add().isVisible());
  card().add().click();
  settle();
  ASSERT_TRUE(card().isVisible());
  EXPECT_EQ(card().accessibleDescription(), "one of your words");
  EXPECT_TRUE(card().add().isHidden());
  card().block().click();
  settle();
  EXPECT_EQ(card().accessibleDescription(), "not suggested");
  EXPECT_TRUE(card().block().isHidden());
  EXPECT_TRUE(card().forget().isHidden());
  card().unblock().click();
  settle();
  card().add().click();
  settle();
  card().forget().click();
  settle();
  EXPECT_EQ(card().accessibleDescription(), "not in the dictionary");
  EXPECT_TRUE(card().forget().isHidden());
  EXPECT_EQ(whole(), "zorvath soon ");
}

TEST_F(WordTest, EscapeAKeyAndATapElsewhereCloseIt) {
  open();
  write("a form soon ");
  for (int way = 0; way < 5; ++way) {
    tap("form");
    ASSERT_TRUE(card().isVisible()) << way;
    if (way == 0) press(Qt::Key_Escape);
    if (way == 1) press(Qt::Key_End);
    if (way == 2) click(&window().front(), window().front().rect().bottomLeft() + QPoint(3, -3));
    if (way == 3) click_key("shift");
    if (way == 4) type("x");
    EXPECT_TRUE(card().isHidden()) << way;
    wait();
    EXPECT_TRUE(card().isHidden()) << way;
  }
  EXPECT_EQ(whole().size(), 13U) << "only the letter was typed";
}

TEST_F(WordTest, DoubleClicksDragsAndSpacesAreNoTaps) {
  open();
  write("a form soon ");
  const QPoint form = place_of("form");
  tap(form);
  QTest::mouseDClick(text().viewport(), Qt::LeftButton, {}, form);
  wait();
  EXPECT_TRUE(card().isHidden());
  EXPECT_EQ(text().textCursor().selectedText(), "form");
  QTest::mousePress(text().viewport(), Qt::LeftButton, {}, form);
  const QPoint to = place_of("soon");
  QMouseEvent move(QEvent::MouseMove, to, text().viewport()->mapToGlobal(to), Qt::NoButton,
                   Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(text().viewport(), &move);
  QTest::mouseRelease(text().viewport(), Qt::LeftButton, {}, to);
  wait();
  EXPECT_TRUE(card().isHidden());
  tap(QPoint(text().word_rect(6, 7).center()));  // between two words
  wait();
  EXPECT_TRUE(card().isHidden());
  tap(QPoint(text().viewport()->width() - 20, form.y()));  // right of the text
  wait();
  EXPECT_TRUE(card().isHidden());
}

TEST_F(WordTest, WhatIsTypedMeanwhileIsNotInterrupted) {
  std::atomic<bool> slow = false;
  WindowOptions options;
  options.keyboard.before_strip = [&slow] {
    if (slow) std::this_thread::sleep_for(std::chrono::milliseconds(400));
  };
  open(std::move(options));
  write("a form soon ");
  slow = true;
  tap(place_of("form"));
  QTest::qWait(250);
  type("x");  // the engine is still about the tap
  slow = false;
  wait();
  EXPECT_TRUE(card().isHidden());
}

TEST_F(WordTest, F8AsksForTheWordAtTheCursorAndTheCardIsWorkedWithKeys) {
  open();
  write("see yuo");
  press(Qt::Key_F8);
  settle();
  ASSERT_TRUE(card().isVisible());
  EXPECT_TRUE(card().has_focus());
  const QString first = QApplication::focusWidget()->accessibleName();
  EXPECT_FALSE(first.isEmpty());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
  EXPECT_TRUE(card().has_focus());
  EXPECT_NE(QApplication::focusWidget()->accessibleName(), first);
  for (int i = 0; i < 12; ++i) {
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    ASSERT_TRUE(card().has_focus());
    EXPECT_FALSE(QApplication::focusWidget()->accessibleName().isEmpty());
  }
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
  EXPECT_TRUE(card().isHidden());
  EXPECT_TRUE(text().hasFocus());
  press(Qt::Key_F8);
  settle();
  PillButton* you = card().reading("you");
  ASSERT_NE(you, nullptr);
  you->setFocus();
  QTest::keyClick(you, Qt::Key_Return);
  settle();
  EXPECT_EQ(whole(), "see you");
  EXPECT_TRUE(text().hasFocus());
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(whole(), "see yuo");
  press(Qt::Key_F8);
  settle();
  ASSERT_TRUE(card().has_focus());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_X);
  settle();
  EXPECT_EQ(whole(), "see yuox") << "a letter is the text's, wherever the focus is";
  EXPECT_TRUE(card().isHidden());
}

TEST_F(WordTest, LiesInTheWindowHoweverSmallAndLargeThatIs) {
  const QFont before = QApplication::font();
  for (const double factor : {1.0, 2.0}) {
    QApplication::setFont(scaled(before, factor));
    open();
    for (const QSize size : {QSize(800, 600), window().minimumSizeHint(), QSize(1600, 1100)}) {
      window().resize(size);
      controller().set_text("zorvath then tomorrow you see recieve form ", "");
      settle();
      wait();
      for (const char* word : {"zorvath", "see", "form"}) {
        tap(word);
        ASSERT_TRUE(card().isVisible()) << word;
        EXPECT_TRUE(window().rect().contains(card().geometry()));
        for (const auto* button : card().findChildren<QAbstractButton*>()) {
          EXPECT_TRUE(button->isHidden() || card().rect().contains(button->geometry()));
        }
      }
    }
  }
  QApplication::setFont(before);
}

}  // namespace
}  // namespace inkling
