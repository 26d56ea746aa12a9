#include "tools/replay/replay.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/file.h"
#include "tests/temp_folder.h"
#include "tools/replay/baseline.h"
#include "tools/replay/charts.h"
#include "tools/replay/report.h"

namespace inkling {
namespace {

using Strip = std::vector<std::string>;

TraceEvent event_of(EventKind kind, const std::string& text = "") {
  TraceEvent event;
  event.kind = kind;
  event.text = text;
  return event;
}

/// Feeds a tracker as a replay would, with strips that the test chooses.
class TrackerTest : public testing::Test {
 protected:
  /// Presses `text` one letter at a time; all see `strip`.
  void type(const std::string& text, const Strip& strip = {}) {
    for (const char c : text) {
      const std::string before = composing_;
      composing_ += c;
      tracker_.follow(event_of(EventKind::kKey, std::string(1, c)), std::nullopt, before, strip,
                      composing_, 1);
    }
  }
  void space(const std::string& committed, const Strip& strip = {}) {
    const Commit commit{composing_, committed, committed != composing_};
    const std::string before = composing_;
    composing_.clear();
    tracker_.follow(event_of(EventKind::kSpace), commit, before, strip, "", 9);
  }
  void pick(const std::string& text, const Strip& strip) {
    const Commit commit{composing_, text, false};
    const std::string before = composing_;
    composing_.clear();
    tracker_.follow(event_of(EventKind::kPick, text), commit, before, strip, "", 1);
  }
  void intend(const std::string& word) {
    tracker_.follow(event_of(EventKind::kIntend, word), std::nullopt, composing_, {}, composing_,
                    0);
  }

  /// The word that a finger drew becomes the composing text; one that was there is ended.
  void draw(const std::string& word, const Strip& strip = {}) {
    const std::string before = composing_;
    std::optional<Commit> commit;
    if (!before.empty()) commit = Commit{before, before, false, 1};
    composing_ = word;
    tracker_.follow(event_of(EventKind::kGesture), commit, before, strip, composing_, 3);
  }

  WordTracker tracker_;
  std::string composing_;
};

TEST_F(TrackerTest, ADrawnWordIsOneKeystrokeAndEndsWithTheNext) {
  intend("see");
  draw("sea");
  intend("you");
  draw("you", {"see"});
  intend("soon");
  draw("soon");
  space("soon");
  const auto& words = tracker_.words();
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].typed, "sea");
  EXPECT_EQ(words[0].intended, "see");
  EXPECT_EQ(words[0].offered(), Strip{"see"});
  EXPECT_EQ(words[0].keystrokes(), 1U);
  EXPECT_EQ(words[1].intended, "you");
  EXPECT_EQ(words[1].keystrokes(), 1U);
  EXPECT_EQ(words[2].intended, "soon");
  EXPECT_EQ(words[2].keystrokes(), 2U);
}

TEST_F(TrackerTest, CutsEventsIntoWords) {
  type("see");
  space("see");
  type("teh");
  space("the");
  type("to");
  pick("tomorrow", {"tomorrow"});
  const auto& words = tracker_.words();
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].typed, "see");
  EXPECT_EQ(words[0].keystrokes(), 4U);
  EXPECT_EQ(words[0].micros, 9);
  EXPECT_TRUE(words[1].autocorrected);
  EXPECT_EQ(words[1].committed, "the");
  EXPECT_TRUE(words[2].picked);
  EXPECT_EQ(words[2].typed, "to");
  EXPECT_EQ(words[2].offered(), Strip{"tomorrow"});
}

TEST_F(TrackerTest, TakesIntentionsBeforeTheKeysOrAfterTheWord) {
  intend("one");
  type("one");
  space("one");
  intend("two");
  type("tow");
  space("tow");
  ASSERT_EQ(tracker_.words().size(), 2U);
  EXPECT_EQ(tracker_.words()[0].intended, "one");
  EXPECT_EQ(tracker_.words()[1].intended, "two");

  tracker_ = {};
  type("one");
  space("one");
  intend("one");
  type("tow");
  space("tow");
  intend("two");
  ASSERT_EQ(tracker_.words().size(), 2U);
  EXPECT_EQ(tracker_.words()[0].intended, "one");
  EXPECT_EQ(tracker_.words()[1].intended, "two");
}

TEST_F(TrackerTest, GoesOnWithAWordThatWasTakenBack) {
  intend("tea");
  type("teh");
  space("the");
  composing_ = "teh";
  tracker_.follow(event_of(EventKind::kBackspace), std::nullopt, "", {}, composing_, 1);
  composing_ = "te";
  tracker_.follow(event_of(EventKind::kBackspace), std::nullopt, "teh", {}, composing_, 1);
  type("a");
  space("tea");
  ASSERT_EQ(tracker_.words().size(), 1U);
  const ReplayedWord& word = tracker_.words()[0];
  EXPECT_EQ(word.committed, "tea");
  EXPECT_EQ(word.intended, "tea");
  EXPECT_FALSE(word.autocorrected);
  EXPECT_EQ(word.keystrokes(), 8U);
}

TEST_F(TrackerTest, DoesNotCountSignsBetweenWords) {
  tracker_.follow(event_of(EventKind::kSpace), Commit{}, "", {}, "", 1);
  type("hi");
  space("hi");
  ASSERT_EQ(tracker_.words().size(), 1U);
  EXPECT_EQ(tracker_.words()[0].keystrokes(), 3U);
}

TEST_F(TrackerTest, CountsWordsOfALine) {
  type("see");
  space("see");
  type("you");
  space("you");
  tracker_.follow(event_of(EventKind::kCursor), std::nullopt, "", {}, "", 0);
  type("soon");
  space("soon");
  const auto& words = tracker_.words();
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].position, 0U);
  EXPECT_EQ(words[1].position, 1U);
  EXPECT_EQ(words[2].position, 0U);
  EXPECT_TRUE(words[2].from_nothing);
}

Trace small_trace() {
  const TempFolder folder;
  const std::string path = folder.file("trace.jsonl");
  EXPECT_TRUE(write_file_atomic(path, R"({"format":"inkling-trace","version":1}
{"t":0,"event":"focus","field":"text","left":"","right":""}
{"t":1,"event":"intend","word":"zqz"}
{"t":2,"event":"key","c":"z","x":2.0,"y":2.5}
{"t":3,"event":"key","c":"q"}
{"t":4,"event":"key","c":"z"}
{"t":5,"event":"space"}
{"t":6,"event":"pick","text":"hello"}
{"t":7,"event":"cursor","left":"elsewhere ","right":""}
{"t":8,"event":"backspace","n":2}
)")
                  .ok());
  auto trace = read_trace(path);
  EXPECT_TRUE(trace.ok());
  return trace.ok() ? *trace : Trace{};
}

TEST(Replay, MeasuresEachKindOfEvent) {
  const auto engine = Engine::open({});
  ASSERT_TRUE(engine.ok());
  std::vector<std::string> seen;
  ReplayOptions options;
  options.on_word = [&seen](const ReplayedWord& word) { seen.push_back(word.committed); };
  ReplayRun run;
  replay_trace(*engine, small_trace(), "small", options, &run);
  EXPECT_EQ(run.events, 9U);
  EXPECT_EQ(run.timed, 8U);  // `intend` has no latency
  EXPECT_EQ(run.by_kind[static_cast<std::size_t>(EventKind::kKey)].count(), 3U);
  EXPECT_EQ(run.by_kind[static_cast<std::size_t>(EventKind::kIntend)].count(), 0U);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[1], "hello");
  EXPECT_GT(run.memory_mb, 0);
}

TEST(Replay, PrintsTheFieldsThatScriptsRead) {
  const auto engine = Engine::open({});
  ASSERT_TRUE(engine.ok());
  ReplayRun run;
  replay_trace(*engine, small_trace(), "small", {}, &run);
  const auto json = run.to_json();
  EXPECT_EQ(json["events"], 9);
  for (const char* kind : {"focus", "key", "space", "pick", "cursor", "backspace"}) {
    for (const char* field : {"p50", "p95", "p99", "max"}) {
      EXPECT_TRUE(json["latency_us"][kind][field].is_number()) << kind << " " << field;
    }
  }
  EXPECT_FALSE(json["latency_us"].contains("intend"));
  EXPECT_TRUE(json["over_budget"].is_number());
  EXPECT_TRUE(json["cache"]["tokens_evaluated"].is_number_integer());
  EXPECT_TRUE(json["cache"]["tokens_reused"].is_number_integer());
  for (const char* field : {"ksr", "top3", "wer_autocorrect"}) {
    EXPECT_TRUE(json["quality"][field].is_number()) << field;
  }
  EXPECT_TRUE(json["memory_mb"].is_number());
}

TEST(ReplayRun, CountsWhatIsOverItsBudget) {
  const auto trace = std::make_shared<const std::string>("trace");
  ReplayRun run;
  for (const auto& [kind, micros] : {std::pair{EventKind::kKey, 4'000.0},
                                     {EventKind::kKey, 6'000.0},
                                     {EventKind::kSpace, 6'000.0},
                                     {EventKind::kCursor, 39'000.0}}) {
    run.time({trace, 1, kind, 0, micros, 0, {}, {}});
  }
  EXPECT_DOUBLE_EQ(run.over_budget(), 0.25);
  EXPECT_EQ(ReplayRun{}.over_budget(), 0);
}

TEST(Baseline, ComparesFiguresByName) {
  const auto rows = compare_runs({{"events", 2}, {"a", {{"b", 3.0}}}, {"text", "x"}},
                                 {{"a", {{"b", 1.5}}}, {"gone", 7}});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].name, "events");
  EXPECT_FALSE(rows[0].before.has_value());
  EXPECT_EQ(rows[1].name, "a.b");
  EXPECT_EQ(rows[1].before, 1.5);
  EXPECT_EQ(rows[2].name, "gone");
  EXPECT_FALSE(rows[2].now.has_value());
}

TEST(Baseline, RefusesWhatIsNoRun) {
  const TempFolder folder;
  const std::string path = folder.file("run.json");
  for (const char* text : {"", "[]", "{\"events\":1}", "{", "7"}) {
    ASSERT_TRUE(write_file_atomic(path, text).ok());
    const auto run = read_baseline(path);
    ASSERT_FALSE(run.ok()) << text;
    EXPECT_EQ(run.error().code, ErrorCode::kCorrupt);
  }
  ASSERT_TRUE(write_file_atomic(path, R"({"events":1,"latency_us":{}})").ok());
  EXPECT_TRUE(read_baseline(path).ok());
}

}  // namespace
}  // namespace inkling
