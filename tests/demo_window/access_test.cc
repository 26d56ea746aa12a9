// Everything can be reached, named, read and seen whole.
#include <QContextMenuEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextEdit>
#include <set>

#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

bool is_control(const QWidget& widget) {
  return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
         qobject_cast<const QAbstractSlider*>(&widget) != nullptr ||
         qobject_cast<const QComboBox*>(&widget) != nullptr ||
         qobject_cast<const QTextEdit*>(&widget) != nullptr;
}

/// Visible controls that a person uses; not what Qt makes inside of them.
std::vector<QWidget*> controls(KeyboardWindow* window) {
  std::vector<QWidget*> out;
  for (auto* widget : window->findChildren<QWidget*>()) {
    if (!widget->isVisible() || !is_control(*widget)) continue;
    if (qobject_cast<QScrollBar*>(widget) != nullptr) continue;
    out.push_back(widget);
  }
  return out;
}

WindowOptions unfolded() {
  WindowOptions options;
  options.panel = true;
  return options;
}

TEST_F(WindowTest, EveryControlHasAnAccessibleName) {
  open(unfolded());
  const auto all = controls(&window());
  EXPECT_GT(all.size(), 50);  // the keys alone are 41
  for (const QWidget* widget : all) {
    EXPECT_FALSE(widget->accessibleName().isEmpty())
        << widget->metaObject()->className() << " at " << widget->x() << "," << widget->y();
  }
}

TEST_F(WindowTest, TabReachesEveryControlAndComesBack) {
  open(unfolded());
  std::set<const QWidget*> reached;
  for (int i = 0; i < 60; ++i) {
    QWidget* here = QApplication::focusWidget();
    ASSERT_NE(here, nullptr);
    if (here == &window().text() && i > 0) break;
    reached.insert(here);
    // In the text Tab takes suggestions; Shift+Tab leaves it backwards, so go round that way.
    QTest::keyClick(here, Qt::Key_Backtab, Qt::ShiftModifier);
  }
  EXPECT_EQ(QApplication::focusWidget(), &window().text()) << "the way round is closed";
  for (const QWidget* widget : controls(&window())) {
    if (widget->parentWidget() == &window().keyboard() || !widget->isEnabled()) continue;
    EXPECT_TRUE(reached.count(widget) == 1) << widget->accessibleName().toStdString();
  }
}

TEST_F(WindowTest, ArrowsGoFromKeyToKeyAndReturnPressesThem) {
  open();
  press(Qt::Key_F6);  // the strip
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
  QWidget* key = QApplication::focusWidget();
  ASSERT_EQ(key->parentWidget(), &window().keyboard());
  EXPECT_EQ(key->accessibleName(), "1");
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
  EXPECT_EQ(QApplication::focusWidget()->accessibleName(), "w");
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
  EXPECT_EQ(view().text, "w");
  // From one edge to the other no key is left out.
  std::set<QString> seen;
  for (int row = 0; row < 6; ++row) {
    for (int i = 0; i < 12; ++i) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
    for (int i = 0; i < 12; ++i) {
      seen.insert(QApplication::focusWidget()->accessibleName());
      QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    }
    seen.insert(QApplication::focusWidget()->accessibleName());
    QTest::keyClick(QApplication::focusWidget(), row < 1 ? Qt::Key_Up : Qt::Key_Down);
  }
  EXPECT_EQ(seen.size(), window().keyboard().plan().caps.size());
}

TEST_F(WindowTest, ALayoutChangesTheKeysAndStaysInTheText) {
  open(unfolded());
  type("he");
  Choice& layouts = window().panel().layouts();
  layouts.setCurrentText("dvorak");
  emit layouts.textActivated("dvorak");
  settle();
  EXPECT_EQ(view().layout, "dvorak");
  EXPECT_EQ(view().text, "he");
  click_key("n");
  const auto touches = view().touches;
  ASSERT_FALSE(touches.empty());
  const auto n = Layout::find("dvorak")->center(U'n').value();
  EXPECT_NEAR(touches.back().at.x, n.x, 0.1);
  EXPECT_NEAR(touches.back().at.y, n.y, 0.1);
}

TEST_F(WindowTest, ThePopoverSaysWhy) {
  open();
  type("recieve");
  settle();
  window().strip().info().click();
  EXPECT_TRUE(window().reasons().isVisible());
  const QString words = window().reasons().accessibleDescription();
  EXPECT_TRUE(words.contains("receive: a small slip from what you typed")) << words.toStdString();
  EXPECT_TRUE(words.contains("A space puts in “receive”")) << words.toStdString();
  EXPECT_FALSE(words.contains("nats")) << "numbers come on demand";
  EXPECT_LT(words.indexOf("recieve"), words.indexOf("receive")) << "in the strip's order";
  EXPECT_TRUE(window().rect().contains(window().reasons().geometry()));
  window().reasons().numbers().click();
  const QString said = window().reasons().accessibleDescription();
  EXPECT_TRUE(said.contains("receive: model nothing to say. lexicon")) << said.toStdString();
  EXPECT_TRUE(said.contains("nats"));
  EXPECT_TRUE(said.contains("A space puts in “receive”")) << said.toStdString();
  EXPECT_TRUE(window().rect().contains(window().reasons().geometry()));
  press(Qt::Key_Escape);
  EXPECT_FALSE(window().reasons().isVisible());
  SlotButton& slot = window().strip().slot(1);
  QContextMenuEvent menu(QContextMenuEvent::Mouse, slot.rect().center(), QPoint());
  QApplication::sendEvent(&slot, &menu);
  EXPECT_TRUE(window().reasons().isVisible());
  type("x");
  EXPECT_FALSE(window().reasons().isVisible()) << "it was about another text";
}

TEST_F(WindowTest, F1ListsTheKeysUntilTheNextOne) {
  open();
  press(Qt::Key_F1);
  ASSERT_TRUE(window().help().isVisible());
  EXPECT_TRUE(window().help().accessibleDescription().contains("Tab: the best suggestion"));
  EXPECT_TRUE(window().rect().contains(window().help().geometry()));
  type("a");
  EXPECT_FALSE(window().help().isVisible());
}

TEST_F(WindowTest, ALongPressAsksAndForgetsOnlyThen) {
  open();
  type("tomo");
  settle();
  const int slot = slot_of("tomorrow");
  ASSERT_GE(slot, 0);
  SlotButton& button = window().strip().slot(slot);
  const auto long_press = [&] {
    QTest::mousePress(&button, Qt::LeftButton, Qt::NoModifier, button.rect().center());
    QTest::qWait(750);
    QTest::mouseRelease(&button, Qt::LeftButton, Qt::NoModifier, button.rect().center());
  };
  long_press();
  EXPECT_EQ(view().text, "tomo") << "a long press is no pick";
  ASSERT_TRUE(window().asks_to_forget());
  window().question().keep().click();
  settle();
  EXPECT_GE(slot_of("tomorrow"), 0);
  QTest::keyClick(&button, Qt::Key_Delete);
  ASSERT_TRUE(window().asks_to_forget());
  window().question().forget().click();
  settle();
  EXPECT_FALSE(window().asks_to_forget());
  EXPECT_EQ(slot_of("tomorrow"), -1);
}

TEST_F(WindowTest, KeysFillTheWindowAtEverySize) {
  open();
  const QSize least = window().minimumSizeHint();
  for (const QSize size : {least, least * 1.5, QSize(1600, 1100)}) {
    window().resize(size);
    QCoreApplication::processEvents();
    const KeyboardWidget& keys = window().keyboard();
    EXPECT_TRUE(window().rect().contains(QRect(keys.mapTo(&window(), QPoint()), keys.size())));
    EXPECT_GT(window().text().height(), 40);
    click_key("p");
    EXPECT_EQ(view().text.back(), 'p');
  }
}

TEST_F(WindowTest, NothingIsCutOffAtTwiceTheFontSize) {
  const QFont before = QApplication::font();
  for (const double factor : {1.0, 2.0}) {
    QApplication::setFont(scaled(before, factor));
    open(unfolded());
    type("recieve ");
    settle();
    QTest::qWait(20);  // layouts inside of a scroll area settle in rounds of their own
    for (const QWidget* widget : controls(&window())) {
      if (widget->parentWidget() == &window().keyboard()) continue;
      const QSize least = widget->minimumSizeHint();
      EXPECT_GE(widget->width(), least.width()) << widget->accessibleName().toStdString();
      EXPECT_GE(widget->height(), least.height()) << widget->accessibleName().toStdString();
    }
    EXPECT_LE(window().panel().widget()->width(), window().panel().viewport()->width());
    for (const auto* label : window().panel().findChildren<QLabel*>()) {
      const QSize needed(label->wordWrap() ? 0 : label->sizeHint().width(),
                         label->heightForWidth(label->width()));
      EXPECT_GE(label->width(), needed.width()) << label->text().toStdString();
      EXPECT_GE(label->height(), needed.height()) << label->text().toStdString();
      EXPECT_LE(label->mapTo(&window(), label->rect().topRight()).x(), window().width());
    }
  }
  QApplication::setFont(before);
}

}  // namespace
}  // namespace inkling
