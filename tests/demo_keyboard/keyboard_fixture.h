// A demo keyboard over the small lexicon of the engine's tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "demo_keyboard/controller.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {

class KeyboardTest : public ::testing::Test {
 protected:
  KeyboardTest() { write_lexicon_pack(folder_.path()); }

  /// What `open()` opens; `engine` is filled in by it.
  [[nodiscard]] KeyboardOptions options() const {
    KeyboardOptions out;
    out.engine.pack_dir = folder_.path();
    out.engine.history_path = folder_.file("me.sqlite");
    out.deadline_ms = 60'000;  // a busy machine must not change what is suggested
    return out;
  }
  /// Opens a keyboard, a new one if there is one already, and waits until it is ready.
  void open(KeyboardOptions given) {
    keyboard_.reset();
    keyboard_ = std::make_unique<KeyboardController>(std::move(given));
    keyboard_->wait_until_idle();
  }
  void open() { open(options()); }

  void type(std::string_view text) {
    for (const char c : text) keyboard_->key(std::string(1, c));
  }
  /// Types like a person: each key sees the strip of the one before.
  void type_slowly(std::string_view text) {
    for (const char c : text) {
      keyboard_->key(std::string(1, c));
      keyboard_->wait_until_idle();
    }
  }
  KeyboardView settled() {
    keyboard_->wait_until_idle();
    return keyboard_->view();
  }
  std::string text() { return settled().text; }
  /// The slot that holds `suggestion`; -1 when none does.
  int slot_of(const std::string& suggestion) {
    const KeyboardView view = settled();
    for (int i = 0; i < kStripSlots; ++i) {
      const auto& slot = view.strip.at(static_cast<std::size_t>(i));
      if (slot && slot->suggestion.text == suggestion) return i;
    }
    return -1;
  }

  TempFolder folder_;
  std::unique_ptr<KeyboardController> keyboard_;
};

}  // namespace inkling
