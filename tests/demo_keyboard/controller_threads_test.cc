// Keys that come faster than the engine answers. "Threads" in the name: the thread sanitizer runs
// these.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/demo_keyboard/keyboard_fixture.h"

namespace inkling {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Ahead of each strip the engine's thread waits here until the test lets it through.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void set_open(bool open) {
    const std::lock_guard lock(mutex_);
    open_ = open;
    changed_.notify_all();
  }
  /// Waits until `count` strips have been begun in all.
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return arrived_ >= count; });
  }
  int arrived() {
    const std::lock_guard lock(mutex_);
    return arrived_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  int arrived_ = 0;
};

class ControllerThreads : public KeyboardTest {
 protected:
  ~ControllerThreads() override {
    gate_.set_open(true);
    keyboard_.reset();  // before what its calls refer to
  }
  KeyboardOptions gated() {
    KeyboardOptions out = options();
    out.before_strip = [this] { gate_.pass(); };
    out.on_change = [this] { ++changes_; };
    return out;
  }
  Gate gate_;
  std::atomic<int> changes_{0};
};

TEST_F(ControllerThreads, LettersShowAtOnceHoweverSlowTheEngineIs) {
  KeyboardOptions slow = options();
  slow.before_strip = [] { std::this_thread::sleep_for(milliseconds(500)); };
  open(std::move(slow));
  const auto start = steady_clock::now();
  std::string expected;
  for (const char c : std::string("hello")) {
    keyboard_->key(std::string(1, c));
    expected += c;
    EXPECT_EQ(keyboard_->view().text, expected);
  }
  EXPECT_LT(steady_clock::now() - start, milliseconds(250));
  EXPECT_FALSE(keyboard_->view().strip_current);
  EXPECT_TRUE(settled().strip_current);
}

TEST_F(ControllerThreads, ABurstOfKeysGetsOneStrip) {
  open(gated());
  const int before = gate_.arrived();
  gate_.set_open(false);
  keyboard_->key("t");
  gate_.wait_for(before + 1);  // the strip of the "t" is being worked out
  type("omorr");
  EXPECT_EQ(keyboard_->view().text, "tomorr");
  gate_.set_open(true);
  const KeyboardView view = settled();
  // That of the "t" was cancelled; the keys after it came while it was worked out.
  EXPECT_EQ(gate_.arrived(), before + 2);
  EXPECT_EQ(view.text, "tomorr");
  ASSERT_EQ(view.answered.size(), 1U);
  EXPECT_EQ(view.strip[1]->suggestion.text, "tomorrow");
  EXPECT_GE(view.answered[0].waited_micros, 0);
  EXPECT_GT(changes_.load(), 0);
}

TEST_F(ControllerThreads, APickOfAnEarlierStripIsRefused) {
  open(gated());
  type("tom");
  ASSERT_GE(slot_of("tomorrow"), 0);
  const int before = gate_.arrived();
  gate_.set_open(false);
  keyboard_->key("b");
  EXPECT_FALSE(keyboard_->view().strip_current);
  EXPECT_TRUE(keyboard_->view().strip[1]);  // still there to look at
  EXPECT_FALSE(keyboard_->pick_best());
  EXPECT_FALSE(keyboard_->forget(1));
  EXPECT_FALSE(keyboard_->take_ghost());
  gate_.wait_for(before + 1);
  EXPECT_FALSE(keyboard_->pick_best());
  gate_.set_open(true);
  EXPECT_EQ(text(), "tomb");
}

TEST_F(ControllerThreads, ASpaceBehindABurstCorrectsAll) {
  open(gated());
  gate_.set_open(false);
  type("yiu ");
  EXPECT_EQ(keyboard_->view().text, "yiu ");  // what was typed, until the engine has seen it
  gate_.set_open(true);
  EXPECT_EQ(text(), "you ");
}

TEST_F(ControllerThreads, ASpaceCorrectsWhileTheStripIsCancelled) {
  open(gated());
  type("yi");
  keyboard_->wait_until_idle();
  const int before = gate_.arrived();
  gate_.set_open(false);
  keyboard_->key("u");
  gate_.wait_for(before + 1);
  keyboard_->space();  // cancels the strip of "yiu", which nobody saw
  gate_.set_open(true);
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "you ");
  ASSERT_TRUE(view.autocorrected);
  EXPECT_EQ(view.autocorrected->typed, "yiu");
}

TEST_F(ControllerThreads, TheCursorMovesInTheCorrectedText) {
  open(gated());
  const int before = gate_.arrived();
  gate_.set_open(false);
  keyboard_->key("r");
  gate_.wait_for(before + 1);
  type("ecieve ");
  keyboard_->move_cursor(keyboard_->view().text.size() - 1);  // seen as "recieve| "
  gate_.set_open(true);
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "receive");
  EXPECT_EQ(view.right, " ");
}

TEST_F(ControllerThreads, KeysWaitForAnEngineThatIsOpening) {
  keyboard_ = std::make_unique<KeyboardController>(options());
  type("yiu ");
  EXPECT_EQ(keyboard_->view().text.size(), 4U);
  EXPECT_FALSE(keyboard_->pick_best());
  EXPECT_EQ(text(), "you ");
}

TEST_F(ControllerThreads, MayBeLeftAtAnyMoment) {
  for (int i = 0; i < 8; ++i) {
    keyboard_ = std::make_unique<KeyboardController>(options());
    if (i >= 4) keyboard_->wait_until_idle();
    type("see you tomorrow");
    keyboard_.reset();
  }
}

TEST_F(ControllerThreads, ManyLooksWhileTyping) {
  KeyboardOptions given = options();
  std::atomic<int> looks{0};
  std::atomic<const KeyboardController*> seen{nullptr};
  given.on_change = [&] {
    // A face that looks right away, on the keyboard's thread.
    if (const KeyboardController* keyboard = seen.load()) {
      EXPECT_LE(keyboard->view().composing_bytes, keyboard->view().text.size() + 16);
      ++looks;
    }
  };
  open(std::move(given));
  seen = keyboard_.get();
  std::atomic<bool> stop{false};
  std::thread looking([&] {
    uint64_t last = 0;
    while (!stop) {
      const KeyboardView view = keyboard_->view();
      EXPECT_GE(view.version, last);
      last = view.version;
    }
  });
  for (int i = 0; i < 10; ++i) type("see you soon ");
  keyboard_->set_strength(AutocorrectStrength::kBold);
  keyboard_->wait_until_idle();
  stop = true;
  looking.join();
  EXPECT_GT(looks.load(), 0);
  std::string expected;
  for (int i = 0; i < 10; ++i) expected += "see you soon ";
  EXPECT_EQ(text(), expected);
  seen = nullptr;
}

}  // namespace
}  // namespace inkling
