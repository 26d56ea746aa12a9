// A test types into an application through fcitx and the addon.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/demo_fcitx5/fcitx_process.h"
#include "tests/demo_fcitx5/test_app.h"
#include "tests/engine/engine_fixture.h"

namespace inkling {

class FcitxTest : public ::testing::Test {
 protected:
  inline static const fcitx::CapabilityFlags kCapable{fcitx::CapabilityFlag::Preedit,
                                                      fcitx::CapabilityFlag::SurroundingText};
  inline static const fcitx::CapabilityFlags kNoSurroundings{fcitx::CapabilityFlag::Preedit};

  FcitxTest() : home_(fresh_home()) {
    write_lexicon_pack(pack_.path());
    start();
  }
  ~FcitxTest() override { stop(); }

  /// Starts fcitx over the home as it is; `config` is what the person set before.
  void start(const std::string& config) {
    std::ofstream(home_ + "/config/fcitx5/conf/inkling.conf") << config;
    fcitx_ = std::make_unique<FcitxProcess>();
  }
  void start() { start("LanguagePack=" + pack_.path() + "\n"); }
  void stop() {
    if (app_ != nullptr) close_app();
    fcitx_.reset();
  }
  void open_app(fcitx::CapabilityFlags flags = kCapable, const std::string& text = {}) {
    run([this, flags, &text] {
      app_ = std::make_unique<TestApp>(fcitx_->instance().inputContextManager(), flags);
      if (!text.empty()) app_->set_text(text);
      app_->focusIn();
      fcitx_->instance().setCurrentInputMethod(app_.get(), "inkling", true);
    });
  }
  void close_app() {
    run([this] { app_.reset(); });
  }

  void run(const std::function<void()>& what) { fcitx_->on_loop(what); }
  bool press(fcitx::KeySym sym, fcitx::KeyStates states = fcitx::KeyStates()) {
    bool taken = false;
    run([&] { taken = app_->press(fcitx::Key(sym, states)); });
    return taken;
  }
  void type(const std::string& text) {
    run([&] { app_->type(text); });
  }
  /// Types like a person: each key sees the candidates of the one before.
  void type_slowly(const std::string& text) {
    for (const char c : text) {
      type(std::string(1, c));
      settle();
    }
  }
  /// Waits until the engine has said all it has to say.
  void settle();

  template <typename Get>
  auto get(Get what) {
    decltype(what()) out{};
    run([&] { out = what(); });
    return out;
  }
  std::string text() {
    return get([this] { return app_->text(); });
  }
  std::string seen() {
    return get([this] { return app_->seen(); });
  }
  std::string preedit() {
    return get([this] { return app_->preedit(); });
  }
  std::vector<std::string> candidates() {
    return get([this] { return app_->candidates(); });
  }
  /// Waits until `what` gives `wanted`; a failure says what it gave.
  template <typename Get, typename Value>
  void expect_soon(Get what, const Value& wanted) {
    fcitx_->until([&] { return what() == wanted; });
    EXPECT_EQ(get(what), wanted);
  }
  void expect_text(const std::string& wanted) {
    expect_soon([this] { return app_->text(); }, wanted);
  }

  const std::string home_;
  TempFolder pack_;
  std::unique_ptr<FcitxProcess> fcitx_;
  std::unique_ptr<TestApp> app_;
};

}  // namespace inkling
