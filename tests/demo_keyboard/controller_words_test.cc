// Words that stand in the text: looked at, mended, kept and forgotten.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "demo_keyboard/controller.h"
#include "tests/demo_keyboard/keyboard_fixture.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

class ControllerWordsTest : public KeyboardTest {
 protected:
  std::optional<LookedWord> look(std::size_t at) {
    keyboard_->look_at(at);
    return settled().looked;
  }
  std::vector<std::string> learned() {
    std::vector<std::string> out;
    for (const LearnedEvent& event : settled().learned) out.push_back(event.what);
    return out;
  }
  bool has_learned(const std::string& what) {
    const auto all = learned();
    return std::find(all.begin(), all.end(), what) != all.end();
  }
};

TEST_F(ControllerWordsTest, SaysWhatAWordMayHaveBeen) {
  open();
  type_slowly("see yuo soon");
  const auto looked = look(5);
  ASSERT_TRUE(looked);
  EXPECT_EQ(looked->word.text, "you");
  EXPECT_EQ(looked->word.typed, "yuo");
  EXPECT_EQ(looked->word.begin, 4U);
  EXPECT_EQ(keyboard_->view().text, "see you soon");
  EXPECT_GT(look(1)->number, looked->number);
  keyboard_->drop_look();
  EXPECT_FALSE(keyboard_->view().looked);
}

TEST_F(ControllerWordsTest, TheAnswerGoesWithTheTextThatItWasAbout) {
  open();
  type_slowly("see you");
  ASSERT_TRUE(look(1));
  keyboard_->key("r");
  EXPECT_FALSE(keyboard_->view().looked);
  ASSERT_TRUE(look(1));
  keyboard_->move_cursor(0);
  EXPECT_FALSE(keyboard_->view().looked);
  EXPECT_EQ(look(99)->word.text, "your") << "no further than the text goes";
}

/// "Threads": the thread sanitizer runs these.
using ControllerWordsThreads = ControllerWordsTest;

TEST_F(ControllerWordsThreads, AnAnswerThatComesTooLateIsDropped) {
  KeyboardOptions given = options();
  std::atomic<bool> slow = false;
  given.before_strip = [&slow] {
    while (slow) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  open(std::move(given));
  type_slowly("see you");
  slow = true;
  keyboard_->key("r");
  keyboard_->look_at(1);  // waits behind the strip
  keyboard_->key("s");
  slow = false;
  EXPECT_FALSE(settled().looked);
  slow = true;
  keyboard_->key("x");
  keyboard_->look_at(1);
  keyboard_->drop_look();
  slow = false;
  EXPECT_FALSE(settled().looked);
}

TEST_F(ControllerWordsThreads, KeysThatWaitMayCorrectTheTextBeforeTheQuestionIsAnswered) {
  KeyboardOptions given = options();
  std::promise<void> go;
  given.open_engine = [opened = go.get_future().share(), engine = given.engine] {
    opened.wait();
    return Engine::open(engine);
  };
  keyboard_ = std::make_unique<KeyboardController>(given);
  type("recieve the ");
  keyboard_->look_at(11);
  go.set_value();
  const KeyboardView view = settled();
  ASSERT_TRUE(view.looked);
  EXPECT_EQ(view.looked->word.text, "the");
}

TEST_F(ControllerWordsTest, MendsAWordAtOnceAndWhereverTheCursorIs) {
  open();
  type_slowly("see yuo soon");
  EXPECT_FALSE(keyboard_->mend(4, "yuo", "your")) << "that does not stand there";
  EXPECT_FALSE(keyboard_->mend(99, "you", "your"));
  EXPECT_FALSE(keyboard_->mend(4, "you", ""));
  ASSERT_TRUE(keyboard_->mend(4, "you", "yuo"));
  EXPECT_EQ(keyboard_->view().text, "see yuo soon");
  const KeyboardView view = settled();
  EXPECT_EQ(view.text, "see yuo soon");
  EXPECT_TRUE(has_learned("learned to keep yuo"));
  EXPECT_EQ(look(5)->word.typed, "");
  type_slowly(" then ");
  EXPECT_EQ(text(), "see yuo soon then ");
}

TEST_F(ControllerWordsTest, MendedBackItIsWhatItWas) {
  open();
  type_slowly("see yuo soon ");
  ASSERT_TRUE(keyboard_->mend(4, "you", "your"));
  ASSERT_TRUE(keyboard_->mend(4, "your", "you"));
  EXPECT_EQ(text(), "see you soon ");
  EXPECT_EQ(look(5)->word.typed, "yuo");
}

TEST_F(ControllerWordsTest, WordsAreKeptForgottenAndBlockedWhereTheyStand) {
  open();
  type_slowly("zorvath ");
  keyboard_->move_cursor(7);
  keyboard_->keep("zorvath");
  auto looked = look(7);
  ASSERT_TRUE(looked);
  EXPECT_TRUE(looked->word.personal);
  EXPECT_FALSE(looked->word.known);
  keyboard_->block("zorvath");
  EXPECT_TRUE(keyboard_->view().looked) << "the text is the same";
  looked = look(7);
  EXPECT_TRUE(looked->word.blocked);
  keyboard_->unblock("zorvath");
  looked = look(7);
  EXPECT_FALSE(looked->word.blocked);
  keyboard_->keep("zorvath");
  keyboard_->unlearn("zorvath");
  looked = look(7);
  EXPECT_FALSE(looked->word.personal);
  EXPECT_FALSE(looked->word.learned);
  EXPECT_TRUE(has_learned("suggests zorvath again"));
}

TEST_F(ControllerWordsTest, ARecordingSaysWhatWasMended) {
  open();
  ASSERT_TRUE(keyboard_->start_recording(folder_.file("typed.jsonl")));
  type_slowly("see yuo soon ");
  ASSERT_TRUE(keyboard_->mend(4, "you", "your"));
  type_slowly("then ");
  const std::string typed = text();
  EXPECT_EQ(typed, "see your soon then ");
  ASSERT_TRUE(keyboard_->stop_recording());
  Trace trace = read_trace(folder_.file("typed.jsonl")).value();
  const auto mend = std::find_if(trace.events.begin(), trace.events.end(),
                                 [](const TraceEvent& e) { return e.kind == EventKind::kMend; });
  ASSERT_NE(mend, trace.events.end());
  EXPECT_EQ(mend->at, 4U);
  EXPECT_EQ(mend->text, "your");
  open();
  keyboard_->play(std::move(trace), 0);
  EXPECT_EQ(text(), typed);
}

}  // namespace
}  // namespace inkling
