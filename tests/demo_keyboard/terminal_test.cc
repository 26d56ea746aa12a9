// The keyboard in a real terminal: what a person sees.
#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "tests/demo_keyboard/keyboard_fixture.h"
#include "tests/demo_keyboard/tmux.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

std::string program() { return std::string(INKLING_BINARY_DIR) + "/inkling"; }

class TerminalTest : public KeyboardTest {
 protected:
  void SetUp() override {
    if (!Tmux::installed()) GTEST_SKIP() << "tmux is not installed";
  }
  /// Starts the keyboard; behind it the shell says how it ended and whether the terminal echoes.
  void start(int columns = 80, int rows = 24, const std::string& before = {}) {
    const std::string type =
        "sh -c " + shell_word("echo $$ >pid; exec " + shell_word(program()) +
                              " type --history me.sqlite --pack " + shell_word(folder_.path()));
    const std::string after =
        "; echo ended with $?; case \" $(stty -a) \" in *' echo '*) echo it echoes;; esac; "
        "exec sleep 100";
    tmux_ = std::make_unique<Tmux>(folder_.path(), columns, rows, before + type + after);
  }
  /// Starts it as a job of a shell that a person types into.
  void start_in_shell() {
    tmux_ = std::make_unique<Tmux>(folder_.path(), 80, 24, "PS1='$ ' bash --norc --noprofile -i");
    tmux_->type("sh -c " +
                shell_word("echo $$ >pid; exec " + shell_word(program()) +
                           " type --history me.sqlite --pack .") +
                "\n");
  }
  void expect(const std::string& text) { EXPECT_TRUE(tmux_->shows(text)) << text << see(); }
  void expect_gone(const std::string& text) { EXPECT_TRUE(tmux_->hides(text)) << text << see(); }
  [[nodiscard]] std::string see() const { return " in\n" + tmux_->screen(/*looks=*/true); }
  void kill_keyboard(int signal) const {
    pid_t process = 0;
    std::ifstream(folder_.file("pid")) >> process;
    ASSERT_GT(process, 1);
    ASSERT_EQ(::kill(process, signal), 0);
  }

  std::unique_ptr<Tmux> tmux_;
};

TEST_F(TerminalTest, TypesCorrectsAndTakesBack) {
  start();
  expect("Tab: best");
  expect("2 The");
  tmux_->type("yiu");
  expect("1 yiu");
  expect(" yiu");
  tmux_->press("Space");
  expect("yiu → you");
  tmux_->press("BSpace");
  expect_gone("→");
  expect("\n yiu\n");
  tmux_->type(" 123 tom");  // digits are digits
  expect("yiu 123 tom");
  expect("2 tomorrow");
  tmux_->press("Tab");
  expect("yiu 123 tomorrow");
}

TEST_F(TerminalTest, PicksWithAltAndWithControl) {
  for (const std::string key : {"\0331", "\033[27;5;49~", "\033[49;5u", "\033[27;3;49~"}) {
    tmux_.reset();
    std::filesystem::remove(folder_.file("me.sqlite"));  // or the pick before would be learned from
    start();
    tmux_->type("tom");
    expect("1 tom ");  // beside "tomorrow"
    tmux_->type(key);
    expect("\n tom\n");
    tmux_->type("x");
    expect("\n tom x\n");
  }
}

TEST_F(TerminalTest, FitsASmallTerminalAndFollowsItsSize) {
  start(40, 12);
  expect("Tab: best");
  tmux_->type("see you tomorrow then see you tomorrow the");
  expect("\n see you tomorrow then see you tomorro\n w the\n");
  expect("2 the");
  tmux_->resize(80, 24);
  expect("\n see you tomorrow then see you tomorrow the\n");
  tmux_->resize(30, 5);
  expect("the");
  expect("2 the");
  tmux_->resize(9, 2);
  tmux_->resize(1, 1);
  tmux_->resize(40, 12);
  expect("Tab: best");
  expect("\n w the\n");
}

TEST_F(TerminalTest, ShowsGhostTextAndTakesItWithRight) {
  open();
  for (int i = 0; i < 40; ++i) {
    keyboard_->set_text("", "");
    type("see you soon then");
    keyboard_->enter();
  }
  ASSERT_TRUE(keyboard_->close().ok());
  keyboard_.reset();
  start();
  expect("2 ");
  tmux_->type("se");
  expect("\n see you soon then\n");  // two letters and what is dim
  tmux_->press("Right");
  expect_gone("2 see");
  tmux_->type("I");
  expect("\n see you soon then I\n");
}

TEST_F(TerminalTest, MovesTheCursor) {
  start();
  expect("Tab: best");
  tmux_->press("Left");  // the very first key
  tmux_->type("see you");
  expect("\n see you\n");
  for (int i = 0; i < 4; ++i) tmux_->press("Left");
  tmux_->type("n");
  expect("\n seen you\n");
  tmux_->press("Right");
  tmux_->press("DC");
  expect("\n seen ou\n");
  tmux_->press("Home");
  tmux_->type("x");
  expect("\n xseen ou\n");
  tmux_->press("End");
  tmux_->press("BSpace");
  expect("\n xseen o\n");
}

TEST_F(TerminalTest, ListsWhatWasLearnedWithF6UntilTheNextKey) {
  start();
  expect("Tab: best");
  tmux_->press("F6");
  expect("Nothing was learned yet.");
  tmux_->press("Escape");
  expect_gone("Nothing was learned");
  tmux_->type("zqzq zqzq ");
  tmux_->press("BSpace");  // brings back what was typed, should it have been corrected
  tmux_->press("F6");
  expect("Not trusted yet");
  tmux_->press("Escape");
  expect_gone("Not trusted yet");
}

TEST_F(TerminalTest, SaysWhyWithF5UntilTheNextKey) {
  start();
  expect("Tab: best");
  tmux_->press("F5");
  expect("no word is being typed");
  tmux_->type("recieve");
  expect("2 receive");
  tmux_->press("F5");
  expect("model   lexicon   history");
  expect("\n 2 receive  ");
  expect("A space puts in “receive”");
  expect("For it: ");
  tmux_->type("d");
  expect("\n recieved\n");
}

TEST_F(TerminalTest, MarksIncognitoAndRecordings) {
  start();
  expect("Tab: best");
  tmux_->press("F3");
  expect("record to (Escape: not) inkling-");
  tmux_->press("Enter");
  expect("REC");
  expect("recording to inkling-");
  tmux_->type("see ");
  expect("see");
  tmux_->press("F3");
  expect_gone("REC");
  tmux_->press("F2");
  expect("INCOGNITO");
  tmux_->press("F3");
  expect("nothing is recorded");
  tmux_->press("F2");
  expect_gone("INCOGNITO");
  tmux_->press("F4");
  expect("bold");
  tmux_->press("F1");
  expect("bring");
  tmux_->press("Escape");
  expect_gone("brings back");
  int recordings = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    if (file.path().extension() != ".jsonl") continue;
    ++recordings;
    const auto trace = read_trace(file.path().string());
    ASSERT_TRUE(trace.ok());
    EXPECT_EQ(trace->events.size(), 5U);  // focus, three letters, space
  }
  EXPECT_EQ(recordings, 1);
}

TEST_F(TerminalTest, RecordsWhereThePersonSays) {
  start();
  expect("Tab: best");
  tmux_->press("F3");
  expect("record to (Escape: not) inkling-");
  tmux_->press("Escape");
  expect("no recording");
  for (const char* named : {"taken.jsonl", "a/"}) {
    std::filesystem::create_directories(folder_.file("a"));
    tmux_->press("F3");
    tmux_->press("C-u");
    tmux_->type(named);
    tmux_->press("Enter");
    expect(std::string("recording to ") + named);
    tmux_->press("F3");
    expect(std::string("recorded to ") + named);
  }
  EXPECT_TRUE(std::filesystem::exists(folder_.file("taken.jsonl")));
  EXPECT_FALSE(std::filesystem::is_empty(folder_.file("a")));
  tmux_->press("F3");
  tmux_->press("C-u");
  tmux_->type("taken.jsonl");
  tmux_->press("Enter");
  expect("there is a taken.jsonl already");
  expect_gone("REC");
  tmux_->type("see");  // into the text again
  expect("\n see\n");
}

TEST_F(TerminalTest, ForgetsASuggestionWithF7) {
  start();
  expect("Tab: best");
  tmux_->type("tom");
  expect("2 tomorrow");
  tmux_->press("F7");
  expect("never suggest again:");
  tmux_->press("Escape");
  expect("nothing is forgotten");
  tmux_->press("F7");
  tmux_->type("2");
  expect("not suggested again: tomorrow");
  expect_gone("2 tomorrow");
  tmux_->press("F6");
  expect("Blocked: tomorrow");
}

TEST_F(TerminalTest, MendsTheWordAtTheCursorWithF8) {
  start();
  expect("Tab: best");
  tmux_->press("F8");
  expect("no word is at the cursor");
  tmux_->type("see yuo ");
  expect("see you");
  tmux_->type("soon");
  for (int i = 0; i < 5; ++i) tmux_->press("Left");
  tmux_->press("F8");
  expect("in place of you:   1 yuo (as typed)   2 ");
  tmux_->press("Escape");
  expect_gone("in place of");
  tmux_->press("F8");
  expect("in place of you:");
  tmux_->type("1");
  expect("you → yuo");
  expect("\n see yuo soon\n");
}

TEST_F(TerminalTest, ListsItsKeysIn80Columns) {
  start();
  expect("2 The");
  tmux_->press("F1");
  expect("type digits");
  const std::string screen = tmux_->screen();
  EXPECT_GT(screen.find("…"), screen.find("type digits")) << see();  // no line was cut
}

TEST_F(TerminalTest, StopsWithControlZAndComesBack) {
  for (const bool by_signal : {false, true}) {
    start_in_shell();
    expect("Tab: best");
    tmux_->type("see you");
    expect("\n see you\n");
    if (by_signal) {
      kill_keyboard(SIGTSTP);
    } else {
      tmux_->press("C-z");
    }
    expect("Stopped");
    expect_gone("Tab: best");
    tmux_->type("echo $((40 + 2)) is seen\n");
    expect("\n42 is seen");
    tmux_->resize(60, 20);
    tmux_->type("fg\n");
    expect("Tab: best");
    expect("\n see you\n");
    expect_gone("42 is seen");
    tmux_->type("r");
    expect("\n see your\n");
    tmux_->press("C-c");
    tmux_->type("echo left with $?\n");
    expect("left with 0");
  }
}

TEST_F(TerminalTest, LeavesTheTerminalAsItWas) {
  start();
  expect("Tab: best");
  tmux_->type("hello ");
  tmux_->press("C-c");
  expect("ended with 0");
  expect("it echoes");
  expect_gone("Tab: best");
}

TEST_F(TerminalTest, LeavesTheTerminalAsItWasWhenToldToStop) {
  start();
  expect("Tab: best");
  kill_keyboard(SIGTERM);
  expect("ended with 0");
  expect("it echoes");
  expect_gone("Tab: best");
}

TEST_F(TerminalTest, LeavesTheTerminalAsItWasInACrash) {
  for (const int signal : {SIGSEGV, SIGABRT}) {
    start(80, 24, "ulimit -c 0; ");
    expect("Tab: best");
    kill_keyboard(signal);
    expect("ended with 1");  // 128 + the signal
    EXPECT_EQ(tmux_->screen().find("ended with 0"), std::string::npos);
    expect("it echoes");
    expect_gone("Tab: best");
  }
}

TEST_F(TerminalTest, SaysWhatIsWrongWithAnOddTerminal) {
  start(80, 24, "export TERM=no-such-terminal; ");
  expect("nothing is known of a terminal \"no-such-terminal\"");
  expect("it echoes");
  start(80, 24, "export TERM=dumb; ");
  expect("cannot place its cursor");
  start(80, 24, "unset TERM; ");
  expect("TERM is not set");
  for (const std::string term : {"vt100", "linux"}) {
    start(80, 24, "export TERM=" + term + "; ");
    tmux_->type("tom");
    expect("tomorrow");
  }
}

}  // namespace
}  // namespace inkling
