// Recording and playing. "Threads" in a name: the thread sanitizer runs these.
#include <sys/stat.h>

#include <chrono>
#include <thread>

#include "platform/file.h"
#include "tests/demo_keyboard/keyboard_fixture.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

class TraceThreads : public KeyboardTest {
 protected:
  std::string trace_path() { return folder_.file("typed.jsonl"); }
  Trace recorded() {
    auto trace = read_trace(trace_path());
    EXPECT_TRUE(trace.ok()) << (trace.ok() ? "" : trace.error().message);
    return trace.ok() ? *trace : Trace{};
  }
  /// A keyboard of somebody who never typed anything before.
  void open_new_person() {
    KeyboardOptions given = options();
    given.engine.history_path = {};
    open(std::move(given));
  }
  static Trace letters(std::string_view text, double gap) {
    Trace out;
    double t = 5'000;
    for (const char c : text) {
      out.events.push_back({.kind = EventKind::kIntend, .t = t, .text = "nothing"});
      out.events.push_back({.kind = EventKind::kKey, .t = t, .text = std::string(1, c)});
      t += gap;
    }
    return out;
  }
};

TEST_F(TraceThreads, ARecordingPlaysBackToTheSameText) {
  open_new_person();
  type_slowly("see ");
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  EXPECT_TRUE(keyboard_->view().recording);
  keyboard_->key("y", Touch{5.5F, 0.5F});
  type_slowly("iu ");
  type_slowly("tom");
  ASSERT_TRUE(keyboard_->pick(slot_of("tomorrow")));
  type_slowly("! recieve ");
  EXPECT_TRUE(keyboard_->revert());
  keyboard_->backspace();
  keyboard_->enter();
  keyboard_->move_cursor(0);
  type_slowly("I ");
  const KeyboardView typed = settled();
  EXPECT_EQ(typed.text + "|" + typed.right, "I |see you tomorrow! reciev\n");
  ASSERT_TRUE(keyboard_->stop_recording().ok());
  EXPECT_FALSE(keyboard_->view().recording);
  type_slowly("x");

  const Trace trace = recorded();
  ASSERT_FALSE(trace.events.empty());
  EXPECT_EQ(trace.header.layout, "qwerty");
  EXPECT_EQ(trace.events[0].kind, EventKind::kFocus);
  EXPECT_EQ(trace.events[0].left, "see ");
  EXPECT_TRUE(trace.events[1].touch);
  for (const double speed : {0.0, 50.0}) {
    open_new_person();
    keyboard_->play(trace, speed);
    const KeyboardView played = settled();
    EXPECT_FALSE(played.playing);
    EXPECT_EQ(played.text + "|" + played.right, typed.text + "|" + typed.right) << speed;
  }
}

TEST_F(TraceThreads, AFullStopOfTwoSpacesPlaysBack) {
  KeyboardOptions writer = options();
  writer.engine.history_path = {};
  writer.session.auto_capitals = false;
  writer.session.double_space_stop = true;
  open(writer);
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  type_slowly("see you  ");
  EXPECT_EQ(text(), "see you. ");
  ASSERT_TRUE(keyboard_->stop_recording().ok());
  const Trace trace = recorded();
  EXPECT_FALSE(trace.header.auto_capitals);
  EXPECT_TRUE(trace.header.double_space_stop);

  open_new_person();
  keyboard_->play(trace, 0);
  EXPECT_EQ(text(), "see you. ");
  type_slowly("so  ");
  EXPECT_EQ(text(), "see you. so  ");  // its own way again
}

TEST_F(TraceThreads, AnOldTraceKeepsItsTwoSpacesAndEndsARecordingOfAnotherWay) {
  KeyboardOptions writer = options();
  writer.session.double_space_stop = true;
  open(writer);
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  Trace trace = letters("see", 1);
  for (const double t : {6'000.0, 6'001.0}) {
    trace.events.push_back({.kind = EventKind::kSpace, .t = t});
  }
  keyboard_->play(trace, 0);
  EXPECT_EQ(text(), "see  ");
  EXPECT_FALSE(keyboard_->view().recording);
  EXPECT_NE(keyboard_->view().trouble.find("recording ended"), std::string::npos);
  keyboard_->set_text("", "");
  type_slowly("so  ");
  EXPECT_EQ(text(), "so. ");
}

TEST_F(TraceThreads, OnlyItsOwnerMayReadARecording) {
  open();
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  struct stat info {};
  ASSERT_EQ(::stat(trace_path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0077U, 0U);
}

TEST_F(TraceThreads, EventsAreInTheFileAsTheyCome) {
  open();
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  type("he");
  EXPECT_EQ(recorded().events.size(), 3U);
  keyboard_.reset();  // ends the recording, too
  EXPECT_EQ(recorded().events.size(), 3U);
}

TEST_F(TraceThreads, NothingIsRecordedUnlessAskedFor) {
  open();
  type("hello ");
  EXPECT_FALSE(settled().recording);
  EXPECT_TRUE(keyboard_->stop_recording().ok());
}

TEST_F(TraceThreads, IncognitoRefusesAndEndsRecordings) {
  open();
  keyboard_->set_incognito(true);
  EXPECT_EQ(keyboard_->start_recording(trace_path()).error().code, ErrorCode::kInvalidArgument);
  keyboard_->set_incognito(false);
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  EXPECT_FALSE(keyboard_->start_recording(folder_.file("second")).ok());
  keyboard_->set_incognito(true);
  EXPECT_FALSE(keyboard_->view().recording);
  type("secret");
  EXPECT_EQ(recorded().events.size(), 1U);
  EXPECT_NE(keyboard_->view().trouble.find("incognito"), std::string::npos);
}

TEST_F(TraceThreads, PasswordsAreNotRecorded) {
  KeyboardOptions given = options();
  given.session.field = FieldKind::kPassword;
  open(std::move(given));
  EXPECT_FALSE(keyboard_->start_recording(trace_path()).ok());
  EXPECT_FALSE(std::filesystem::exists(trace_path()));
}

TEST_F(TraceThreads, AFieldThatForbidsLearningIsNotRecorded) {
  open();
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  keyboard_->focus(FieldKind::kText, /*no_learning=*/true, "my ", "");
  EXPECT_FALSE(keyboard_->view().recording);
  type("secret");
  EXPECT_EQ(recorded().events.size(), 1U);
  EXPECT_FALSE(keyboard_->start_recording(folder_.file("second")).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_.file("second")));
  keyboard_->focus(FieldKind::kText, /*no_learning=*/false, "", "");
  EXPECT_TRUE(keyboard_->start_recording(folder_.file("second")).ok());
}

TEST_F(TraceThreads, APlayedPasswordFieldEndsARecording) {
  open();
  ASSERT_TRUE(keyboard_->start_recording(trace_path()).ok());
  Trace trace;
  trace.events.push_back({.kind = EventKind::kFocus, .field = FieldKind::kPassword});
  trace.events.push_back({.kind = EventKind::kKey, .t = 1, .text = "s"});
  keyboard_->play(trace, 0);
  const KeyboardView view = settled();
  EXPECT_FALSE(view.recording);
  EXPECT_EQ(view.field, FieldKind::kText);  // the person's own field again
  for (const TraceEvent& event : recorded().events) EXPECT_NE(event.text, "s");
}

TEST_F(TraceThreads, AFullDiskEndsTheRecordingAndTypingGoesOn) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  open();
  const Status full = keyboard_->start_recording("/dev/full");
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, ErrorCode::kIo);
  EXPECT_NE(full.error().message.find("/dev/full"), std::string::npos);
  EXPECT_FALSE(keyboard_->view().recording);
  type("see");
  EXPECT_EQ(text(), "see");
}

TEST_F(TraceThreads, AFolderThatIsNotThereIsNamed) {
  open();
  const Status failed = keyboard_->start_recording(folder_.file("none/typed.jsonl"));
  ASSERT_FALSE(failed.ok());
  EXPECT_NE(failed.error().message.find("none/typed.jsonl"), std::string::npos);
}

TEST_F(TraceThreads, PlaysAtItsSpeedAndIgnoresThePerson) {
  open();
  const auto start = std::chrono::steady_clock::now();
  keyboard_->play(letters("hello", 400), 10);  // 160 ms in all: the wait for the first is left out
  EXPECT_TRUE(keyboard_->view().playing);
  type("xyz");
  keyboard_->set_text("other", "");
  EXPECT_FALSE(keyboard_->pick_best());
  EXPECT_EQ(text(), "hello");
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_GE(took, std::chrono::milliseconds(155));
  EXPECT_LT(took, std::chrono::milliseconds(2'000));
  type("!");
  EXPECT_EQ(text(), "hello!");
}

TEST_F(TraceThreads, StopsPlayingAtOnce) {
  open();
  keyboard_->play(letters("hello", 600'000), 1);
  keyboard_->stop_playing();
  EXPECT_FALSE(keyboard_->view().playing);
  type("see");
  const std::string now = text();
  EXPECT_TRUE(now == "hsee" || now == "see") << now;
}

TEST_F(TraceThreads, PlaysInTheLayoutOfTheTraceAndGoesBackToItsOwn) {
  open();
  Trace trace = letters("he", 300'000);
  trace.header.layout = "dvorak";
  keyboard_->play(trace, 1);
  EXPECT_EQ(keyboard_->view().layout, "dvorak");
  keyboard_->stop_playing();
  EXPECT_EQ(settled().layout, "qwerty");
}

TEST_F(TraceThreads, IncognitoHoldsForWhatIsPlayed) {
  open();
  keyboard_->set_incognito(true);
  Trace trace = letters("see you ", 1);
  trace.events.insert(trace.events.begin(), {.kind = EventKind::kFocus});
  keyboard_->play(trace, 0);
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "see you ");
  EXPECT_TRUE(view.learned.empty());
  EXPECT_TRUE(view.incognito);
}

}  // namespace
}  // namespace inkling
