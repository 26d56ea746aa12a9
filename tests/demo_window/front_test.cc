// What is in sight without a key: fingers, remembering, what was learned, what was hit.
#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

class FrontTest : public WindowTest {
 protected:
  /// A word that the lexicon lacks becomes one's own when it is typed on purpose twice.
  void learn(const QString& word) {
    for (int i = 0; i < 4 && window().learned().isHidden(); ++i) {
      type(word + " ");
      settle();
      if (!window().text().undo().isHidden()) window().text().undo().click();
      settle();
    }
  }
};

TEST_F(FrontTest, WhatWasHitIsStruckThroughAboveWhatCameOut) {
  open();
  type("recieve ");
  settle();
  ASSERT_EQ(view().text, "receive ");
  EXPECT_EQ(window().text().struck(), QStringList{"recieve"});
  type("you soon ");
  settle();
  EXPECT_EQ(window().text().struck(), QStringList{"recieve"}) << "it stays while one types on";
  controller().set_text("reading you soon ", "");
  settle();
  EXPECT_TRUE(window().text().struck().isEmpty()) << "the word is another one";
  type("helo ");
  settle();
  ASSERT_EQ(window().text().struck(), QStringList{"helo"});
  press(Qt::Key_Backspace);
  settle();
  EXPECT_TRUE(window().text().struck().isEmpty()) << "it was taken back";
}

TEST_F(FrontTest, AWordOfOnesOwnIsKeptOrForgotten) {
  open();
  learn("Zorvath");
  LearnedRow& row = window().learned();
  ASSERT_TRUE(row.isVisible());
  EXPECT_EQ(row.word(), "Zorvath");
  EXPECT_EQ(row.keep().accessibleName(), "Keep Zorvath");
  row.forget().click();
  settle();
  EXPECT_FALSE(row.isVisible());
  controller().set_text("", "");
  type("Zorv");
  settle();
  EXPECT_EQ(slot_of("Zorvath"), -1);
  controller().set_text("", "");
  settle();
  learn("Zorvath");
  ASSERT_TRUE(row.isVisible()) << "what was forgotten may be learned again";
  row.keep().click();
  settle();
  EXPECT_FALSE(row.isVisible());
  controller().set_text("", "");
  type("Zorv");
  settle();
  EXPECT_GE(slot_of("Zorvath"), 0);
}

TEST_F(FrontTest, ThePanelListsWordsAndNoLog) {
  WindowOptions options;
  options.panel = true;
  open(std::move(options));
  type("see you ");
  settle();
  EXPECT_FALSE(window().panel().learned(0).isVisible()) << "words of the lexicon are no news";
  learn("Zorvath");
  EXPECT_EQ(window().panel().learned(0).word(), "Zorvath");
  EXPECT_TRUE(window().panel().learned(0).isVisible());
  window().panel().learned(0).keep().click();
  settle();
  EXPECT_FALSE(window().panel().learned(0).isVisible());
}

TEST_F(FrontTest, RememberingIsAChoiceInSightAndSaysWhere) {
  const TempFolder folder;
  WindowOptions options;
  options.keyboard.engine.history_path = folder.file("me.sqlite");
  open(std::move(options));
  FrontBar& front = window().front();
  ASSERT_TRUE(front.remember().isVisible());
  EXPECT_TRUE(front.remember().isChecked());
  EXPECT_TRUE(front.place().endsWith("me.sqlite")) << front.place().toStdString();
  front.remember().click();
  EXPECT_TRUE(view().incognito);
  EXPECT_EQ(front.place(), "nothing is learned or kept");
  press(Qt::Key_F2);
  EXPECT_TRUE(front.remember().isChecked());
  open();
  EXPECT_EQ(window().front().place(), "on this device, until you close the window");
}

TEST_F(FrontTest, ThePanelTellsWhatTheLastAnswerCost) {
  WindowOptions options;
  options.panel = true;
  open(std::move(options));
  EXPECT_EQ(window().panel().reuse(), "Nothing was asked yet.");
  type("see");
  settle();
  const QString said = window().panel().reuse();
  EXPECT_TRUE(said.startsWith("The model had nothing to evaluate.\nOf the last "))
      << said.toStdString();
}

TEST_F(FrontTest, OnASmallScreenEverythingIsOnIt) {
  const QFont before = QApplication::font();
  for (const double factor : {1.0, 2.0}) {
    QApplication::setFont(scaled(before, factor));
    open();
    window().resize(800, 600);
    QCoreApplication::processEvents();
    EXPECT_EQ(window().size(), QSize(800, 600));
    type("recieve");
    settle();
    for (const QWidget* widget : window().findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->window() != &window()) continue;
      if (qobject_cast<const QAbstractButton*>(widget) == nullptr &&
          qobject_cast<const QAbstractSlider*>(widget) == nullptr)
        continue;
      const QRect place(widget->mapTo(&window(), QPoint()), widget->size());
      EXPECT_TRUE(window().rect().contains(place)) << widget->accessibleName().toStdString();
    }
    window().explain(-1);
    EXPECT_TRUE(window().rect().contains(window().reasons().geometry()));
    press(Qt::Key_F1);
    EXPECT_TRUE(window().rect().contains(window().help().geometry()));
  }
  QApplication::setFont(before);
}

}  // namespace
}  // namespace inkling
