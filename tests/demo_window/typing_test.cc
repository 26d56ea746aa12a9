// Keys, clicks and picks: what stands in the text then.
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "demo_keyboard/window/signal_closer.h"
#include "tests/demo_window/window_fixture.h"

namespace inkling {
namespace {

TEST_F(WindowTest, ClicksTypeTheKeyThatTheyHitAndTellTheEngineWhere) {
  open();
  KeyboardWidget& keys = window().keyboard();
  const QPoint t = keys.center_of("t").value();
  const QPoint off = t + QPoint(keys.width() / 40, -keys.height() / 20);
  click(&keys, off);
  EXPECT_EQ(view().text, "t");
  EXPECT_EQ(window().text().toPlainText(), "t");
  const auto touches = view().touches;
  ASSERT_EQ(touches.size(), 1);
  EXPECT_NEAR(touches[0].at.x, 4.5 + 0.25, 0.06);
  EXPECT_NEAR(touches[0].at.y, 0.5 - 0.25, 0.06);
  click_key("h");
  click_key("e");
  click_key("space");
  click_key("5");
  click_key("backspace");
  click_key("enter");
  EXPECT_EQ(view().text, "the \n");
}

TEST_F(WindowTest, FingerNoiseMovesTouchesAndWhatTheyType) {
  open();
  window().front().noise().setValue(40);
  KeyboardWidget& keys = window().keyboard();
  const QPoint g = keys.center_of("g").value();
  for (int i = 0; i < 60; ++i) click(&keys, g);
  const auto touches = view().touches;
  ASSERT_GT(touches.size(), 40);
  double spread = 0;
  int missed = 0;
  for (const DrawnTouch& touch : touches) {
    spread += (touch.at.x - 5.0) * (touch.at.x - 5.0) / static_cast<double>(touches.size());
    const char32_t hit = Layout::qwerty().key_at({touch.at.x, touch.at.y});
    EXPECT_EQ(touch.character, QString::fromUcs4(&hit, 1).toStdString());
    missed += touch.character != "g";
  }
  EXPECT_GT(spread, 0.06);  // 0.16 is meant
  EXPECT_LT(spread, 0.35);
  EXPECT_GT(missed, 5);
}

TEST_F(WindowTest, ShiftHoldsForOneLetterOrIsLocked) {
  open();
  click_key("shift");
  click_key("S");
  click_key("o");
  click_key("shift");
  click_key("shift, on for one letter");
  click_key("A");
  click_key("B");
  click_key("shift, locked");
  click_key("c");
  EXPECT_EQ(view().text, "SoABc");
}

TEST_F(WindowTest, SymbolsHavePagesOfTheirOwn) {
  open();
  click_key("symbols");
  click_key("@");
  click_key("more symbols");
  click_key("£");
  click_key("letters");
  click_key("a");
  EXPECT_EQ(view().text, "@£a");
  EXPECT_EQ(view().touches.size(), 1) << "only letters say where they were hit";
}

TEST_F(WindowTest, ThePhysicalKeyboardTypesAndTakesSuggestions) {
  open();
  type("tomo");
  settle();
  ASSERT_EQ(view().strip.at(1)->suggestion.text, "tomorrow");
  press(Qt::Key_Tab);
  EXPECT_EQ(view().text, "tomorrow ");
  type("hell");
  settle();
  const int slot = slot_of("hello");
  ASSERT_GE(slot, 0);
  press(static_cast<Qt::Key>(Qt::Key_1 + slot), Qt::AltModifier);
  EXPECT_EQ(view().text, "tomorrow hello ");
  EXPECT_EQ(window().text().toPlainText(), "tomorrow hello ");
}

TEST_F(WindowTest, AClickOnASlotTakesItAndTheTextKeepsTheFocus) {
  open();
  type("rece");
  settle();
  const int slot = slot_of("receive");
  ASSERT_GE(slot, 0);
  SlotButton& button = window().strip().slot(slot);
  click(&button, button.rect().center());
  EXPECT_EQ(view().text, "receive ");
  EXPECT_TRUE(window().text().hasFocus());
}

TEST_F(WindowTest, ACorrectionIsMarkedAheadAndTakenBackByButtonTapAndKey) {
  open();
  // A word each: what was taken back is not corrected again.
  const std::pair<const char*, std::string> words[] = {
      {"recieve", "receive"}, {"tomorow", "tomorrow"}, {"helo", "hello"}};
  for (int way = 0; way < 3; ++way) {
    const auto& [typed, meant] = words[way];
    controller().set_text("", "");
    settle();
    type(typed);
    settle();
    const int slot = slot_of(meant);
    ASSERT_GE(slot, 0);
    EXPECT_TRUE(window().strip().slot(slot).marked());
    EXPECT_TRUE(window().strip().slot(slot).accessibleName().contains("space puts it in"));
    EXPECT_TRUE(window().text().undo().isHidden());
    type(" ");
    settle();
    ASSERT_EQ(view().text, meant + " ");
    TextArea& text = window().text();
    EXPECT_FALSE(text.undo().isHidden());
    if (way == 0) text.undo().click();
    if (way == 1) click(text.viewport(), text.cursorRect().center() - QPoint(text.height() / 6, 0));
    if (way == 2) press(Qt::Key_Backspace);
    settle();
    EXPECT_TRUE(QString::fromStdString(view().text).startsWith(typed)) << view().text;
    EXPECT_TRUE(text.undo().isHidden());
  }
}

TEST_F(WindowTest, SelectionsClipboardAndDeleteWorkAsEverywhere) {
  open();
  type("one two");
  press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
  type("x");
  EXPECT_EQ(view().text, "one x");
  press(Qt::Key_Home);
  EXPECT_EQ(view().text, "");
  EXPECT_EQ(view().right, "one x");
  press(Qt::Key_Delete);
  EXPECT_EQ(view().right, "ne x");
  QGuiApplication::clipboard()->setText("Käse ");
  press(Qt::Key_V, Qt::ControlModifier);
  EXPECT_EQ(view().text, "Käse ");
  press(Qt::Key_Backspace, Qt::ControlModifier);
  EXPECT_EQ(view().text + view().right, "ne x");
  EXPECT_EQ(window().text().toPlainText(), "ne x");
}

TEST_F(WindowTest, F2TurnsIncognitoOnAndOff) {
  open();
  press(Qt::Key_F2);
  EXPECT_TRUE(view().incognito);
  EXPECT_TRUE(window().header().incognito().isChecked());
  press(Qt::Key_F2);
  EXPECT_FALSE(view().incognito);
}

TEST_F(WindowTest, LettersAppearAtOnceWhileTheEngineIsSlow) {
  std::atomic<bool> slow = false;
  WindowOptions options;
  options.keyboard.before_strip = [&slow] {
    if (slow) std::this_thread::sleep_for(std::chrono::milliseconds(500));
  };
  open(std::move(options));
  slow = true;
  QElapsedTimer timer;
  timer.start();
  type("hel");
  click_key("l");
  EXPECT_EQ(window().text().toPlainText(), "hell");
  EXPECT_LT(timer.elapsed(), 300);
  EXPECT_FALSE(view().strip_current);
  slow = false;
  settle();
  EXPECT_GE(slot_of("hello"), 0);
}

TEST_F(WindowTest, ATracePlaysAndIsShown) {
  WindowOptions options;
  options.panel = true;
  open(std::move(options));
  const std::string trace = std::string(INKLING_SOURCE_DIR) + "/demo_keyboard/traces/demo.jsonl";
  ASSERT_TRUE(window().play(trace, 0));
  settle();
  EXPECT_FALSE(view().playing);
  EXPECT_GT(view().text.size(), 50);
  EXPECT_EQ(window().text().toPlainText().toStdString(), view().text + view().right);
  // At this speed the last of a burst alone is measured, and that is the way back to the window's
  // own options.
  type("s");
  settle();
  EXPECT_TRUE(window().panel().chart().summary().contains("ms"));
  EXPECT_FALSE(window().play("/no/such/trace.jsonl", 1));
  EXPECT_TRUE(window().header().status().contains("/no/such/trace.jsonl"));
}

TEST_F(WindowTest, ARecordingShowsAMarkThatStopsIt) {
  open();
  const TempFolder folder;
  EXPECT_FALSE(window().header().recording().isVisible());
  ASSERT_TRUE(controller().start_recording(folder.file("typed.jsonl")));
  window().refresh();
  ASSERT_TRUE(window().header().recording().isVisible());
  type("hello ");
  window().header().recording().click();
  EXPECT_FALSE(view().recording);
  EXPECT_FALSE(window().header().recording().isVisible());
  const auto trace = read_trace(folder.file("typed.jsonl"));
  ASSERT_TRUE(trace) << trace.error().message;
  EXPECT_GE(trace->events.size(), 6);
}

TEST_F(WindowTest, ASignalToLeaveClosesTheWindowAndKeepsWhatWasTyped) {
  const TempFolder folder;
  for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
    open();
    const SignalCloser closer(&window());
    ASSERT_TRUE(controller().start_recording(folder.file("typed.jsonl")));
    type("hello ");
    ASSERT_EQ(std::raise(signal), 0);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !window().isVisible(); }));
    EXPECT_FALSE(view().recording);
    const auto trace = read_trace(folder.file("typed.jsonl"));
    ASSERT_TRUE(trace) << trace.error().message;
    EXPECT_GE(trace->events.size(), 6);
  }
}

}  // namespace
}  // namespace inkling
