// A window over a small pack, and what fingers do to it.
#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>
#include <memory>
#include <string>
#include <utility>

#include "demo_keyboard/window/keyboard_window.h"
#include "tests/engine/engine_fixture.h"
#include "tests/temp_folder.h"

namespace inkling {

class WindowTest : public testing::Test {
 protected:
  WindowTest() { write_lexicon_pack(pack_.path()); }

  /// Opens the window; `options` may have been set up before.
  /// Small letters stay small at the start, unless `capitals`.
  void open(WindowOptions options = {}, bool capitals = false) {
    options.keyboard.engine.pack_dir = pack_.path();
    options.keyboard.session.auto_capitals = capitals;
    options.keyboard.session.double_space_stop = true;
    options.keyboard.emoji_apart = true;
    if (options.bundled_trace.empty())
      options.bundled_trace = std::string(INKLING_SOURCE_DIR) + "/demo_keyboard/traces/demo.jsonl";
    window_ = std::make_unique<KeyboardWindow>(std::move(options));
    window_->resize(window_->sizeHint());
    window_->show();
    window_->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
    ASSERT_TRUE(QTest::qWaitForWindowActive(window_.get()));
    window_->text().setFocus();
    settle();
  }

  KeyboardWindow& window() { return *window_; }
  KeyboardController& controller() { return window_->controller(); }
  [[nodiscard]] KeyboardView view() const { return window_->controller().view(); }

  /// Lets the engine answer and the window show it.
  void settle() {
    controller().wait_until_idle();
    QCoreApplication::processEvents();
    window().refresh();
    QCoreApplication::processEvents();
  }

  void click(QWidget* widget, const QPoint& at) {
    QTest::mouseClick(widget, Qt::LeftButton, Qt::NoModifier, at);
  }
  void click_key(const QString& name) {
    const auto center = window().keyboard().center_of(name);
    ASSERT_TRUE(center) << name.toStdString();
    click(&window().keyboard(), *center);
  }
  /// Types on the physical keyboard.
  void type(const QString& text) { QTest::keyClicks(&window().text(), text); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(&window().text(), key, modifiers);
  }

  /// The slot that shows `text`; -1 when none does.
  [[nodiscard]] int slot_of(const std::string& text) const {
    const Strip strip = view().strip;
    for (std::size_t i = 0; i < strip.size(); ++i)
      if (strip.at(i) && strip.at(i)->suggestion.text == text) return static_cast<int>(i);
    return -1;
  }

 private:
  TempFolder pack_;
  std::unique_ptr<KeyboardWindow> window_;
};

}  // namespace inkling
