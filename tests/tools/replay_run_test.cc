// Figures of replays: their definitions, their intervals, and adding runs up.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>
#include <string>

#include "platform/file.h"
#include "tests/temp_folder.h"
#include "tools/replay/fail_if.h"
#include "tools/replay/progress_bar.h"
#include "tools/replay/replay_all.h"
#include "tools/replay/trace_list.h"

namespace inkling {
namespace {

/// A word as it was typed, what stands there, what was meant, and the strips before its keystrokes.
ReplayedWord word_of(std::string typed, std::string committed, std::string meant,
                     std::vector<std::vector<std::string>> strips, bool autocorrected = false) {
  ReplayedWord out;
  out.typed = std::move(typed);
  out.committed = std::move(committed);
  out.intended = std::move(meant);
  out.strips = std::move(strips);
  out.autocorrected = autocorrected;
  out.position = 1;
  out.from_nothing = true;
  return out;
}

using Strips = std::vector<std::vector<std::string>>;

Strips joined(Strips first, const Strips& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

WordFigures three_words() {
  WordFigures out;
  // On the strip behind two letters: 3 of 9 keystrokes.
  out.add(word_of("tomorrow", "tomorrow", "tomorrow",
                  joined(Strips(2), Strips(7, {"Tomorrow", "Tom"}))),
          "t", 0, nullptr);
  // Never on the strip, and mended: 4 of 4.
  out.add(word_of("teh", "the", "the", Strips(4), true), "t", 1, nullptr);
  // Right, and changed: 5 of 5, and two taps to undo it.
  out.add(word_of("form", "from", "form", joined(Strips(4), Strips(1, {"firm"})), true), "t", 2,
          nullptr);
  return out;
}

double value(const WordFigures& figures, Figure which) {
  const auto estimate = figures.all().estimate(which);
  EXPECT_TRUE(estimate);
  return estimate ? estimate->value : -1;
}

TEST(WordFigures, AreDefinedAsTheDesignSays) {
  const WordFigures figures = three_words();
  EXPECT_EQ(figures.words(), 3U);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kKeystrokesSaved), 1 - 12.0 / 18.0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kAmongThree), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kErrorTyped), 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kErrorAfter), 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kPrecision), 0.5);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kRecall), 1);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kHarm), 500);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kTapsSaved), (18.0 - 12 - 2) / 3);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kUndoTaps), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kTop3), 0);
}

TEST(WordFigures, ALinesFirstWordIsNoNextWord) {
  WordFigures figures;
  ReplayedWord first = word_of("a", "a", "a", {{"a"}});
  first.position = 0;
  figures.add(first, "t", 0, nullptr);
  EXPECT_FALSE(figures.all().estimate(Figure::kTop1));
  figures.add(word_of("b", "b", "b", {{"c", "b"}}), "t", 1, nullptr);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kTop1), 0);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kTop3), 1);
}

TEST(WordFigures, ChargeInFullForAPickThatWasNotOffered) {
  WordFigures figures;
  ReplayedWord picked = word_of("to", "tomorrow", "tomorrow", Strips(3, {"today"}));
  picked.picked = true;
  figures.add(picked, "t", 0, nullptr);
  EXPECT_DOUBLE_EQ(value(figures, Figure::kKeystrokesSaved), 0);
}

TEST(WordFigures, WithoutIntentionsThereAreNone) {
  WordFigures figures;
  ReplayedWord word = word_of("a", "a", "", {{}});
  word.intended.reset();
  figures.add(word, "t", 0, nullptr);
  EXPECT_EQ(figures.words(), 0U);
  EXPECT_FALSE(figures.all().estimate(Figure::kErrorAfter));
}

TEST(WordFigures, KindsOfErrors) {
  EXPECT_EQ(kind_of_error("The", "the", false), "none");
  EXPECT_EQ(kind_of_error("tha", "the", false), "substitution");
  EXPECT_EQ(kind_of_error("th", "the", false), "omission");
  EXPECT_EQ(kind_of_error("thee", "the", false), "insertion");
  EXPECT_EQ(kind_of_error("teh", "the", false), "transposition");
  EXPECT_EQ(kind_of_error("th e", "the", false), "space");
  EXPECT_EQ(kind_of_error("xyz", "the", false), "several");
  EXPECT_EQ(kind_of_error("tom", "tomorrow", true), "none");
  EXPECT_EQ(kind_of_error("tim", "tomorrow", true), "substitution");
  EXPECT_EQ(kind_of_error("tmo", "tomorrow", true), "transposition");
  EXPECT_EQ(kind_of_error("caf\u00e8", "caf\u00e9", false), "substitution");
}

TEST(Resampled, WeightsAreOfMeanOneAndThoseOfTheStretchAlone) {
  EXPECT_EQ(weights_of("a", 3), weights_of("a", 3));
  EXPECT_NE(weights_of("a", 3), weights_of("a", 4));
  EXPECT_NE(weights_of("a", 3), weights_of("b", 3));
  double sum = 0;
  double squares = 0;
  constexpr int kStretches = 400;
  for (int i = 0; i < kStretches; ++i) {
    for (const uint8_t weight : weights_of("trace", static_cast<std::size_t>(i))) {
      sum += weight;
      squares += weight * weight;
    }
  }
  const double n = kStretches * static_cast<double>(kReplicates);
  EXPECT_NEAR(sum / n, 1, 0.03);
  EXPECT_NEAR(squares / n - 1, 1, 0.06);  // a Poisson variable varies as much as its mean
}

TEST(Resampled, IntervalsAreAsWideAsTheyShouldBe) {
  // A coin of 0.3, thrown 2,000 times: plus or minus 1.96 times 0.0102.
  std::mt19937 random(7);
  ResampledRatio ratio;
  for (std::size_t i = 0; i < 2'000; ++i) {
    ratio.add(random() % 10 < 3 ? 1 : 0, 1, weights_of("coin", i));
  }
  const auto estimate = ratio.estimate();
  ASSERT_TRUE(estimate);
  EXPECT_NEAR((estimate->high - estimate->low) / 2, 0.0201, 0.006);
  EXPECT_LT(estimate->low, estimate->value);
  EXPECT_GT(estimate->high, estimate->value);
}

TEST(LatencyHistogram, PercentilesAreRightToHalfAPercent) {
  std::mt19937 random(3);
  std::lognormal_distribution<double> latency(6, 2);
  LatencyHistogram histogram;
  std::vector<double> all;
  for (int i = 0; i < 20'000; ++i) {
    all.push_back(latency(random));
    histogram.add(all.back());
  }
  std::sort(all.begin(), all.end());
  for (const double share : {0.5, 0.95, 0.99, 0.999}) {
    const double exact = all[static_cast<std::size_t>(share * 20'000) - 1];
    EXPECT_NEAR(histogram.percentile(share), exact, std::max(1.0, exact * 0.006)) << share;
  }
  EXPECT_EQ(histogram.max(), all.back());
}

TEST(LatencyHistogram, PartsAddUp) {
  LatencyHistogram whole;
  LatencyHistogram first;
  LatencyHistogram second;
  for (int i = 0; i < 1'000; ++i) {
    whole.add(i * i * 0.7);
    (i % 3 == 0 ? first : second).add(i * i * 0.7);
  }
  first.add(second);
  EXPECT_EQ(first.to_json(), whole.to_json());
  LatencyHistogram back;
  ASSERT_TRUE(back.from_json(whole.to_json()));
  EXPECT_EQ(back.figures(), whole.figures());
  for (const char* bad : {"7", "{}", R"({"max":1,"steps":[[1]]})", R"({"max":1,"steps":[[-1,1]]})",
                          R"({"max":1,"steps":[[1e9,1]]})", R"({"max":"a","steps":[]})"}) {
    EXPECT_FALSE(back.from_json(nlohmann::ordered_json::parse(bad))) << bad;
  }
}

class ReplayAllTest : public ::testing::Test {
 protected:
  ReplayAllTest() {
    for (int i = 0; i < 6; ++i) {
      std::string text = R"({"format":"inkling-trace","version":1})"
                         "\n";
      int t = 0;
      for (int word = 0; word < 5; ++word) {
        const std::string typed(1 + static_cast<std::size_t>((i + word) % 4),
                                'a' + static_cast<char>(i));
        text +=
            R"({"t":)" + std::to_string(++t) + R"(,"event":"intend","word":")" + typed + "\"}\n";
        for (const char c : typed) {
          text += R"({"t":)" + std::to_string(++t) + R"(,"event":"key","c":")" + c + "\"}\n";
        }
        text += R"({"t":)" + std::to_string(++t) +
                R"(,"event":"space"})"
                "\n";
      }
      paths_.push_back(folder_.file("trace" + std::to_string(i) + ".jsonl"));
      EXPECT_TRUE(write_file_atomic(paths_.back(), text).ok());
    }
  }
  static ReplayRun replay(const std::vector<std::string>& traces, std::size_t threads) {
    ReplayJob job;
    job.traces = traces;
    job.threads = threads;
    job.options.misses = true;
    job.open = [](const Clock& clock) { return Engine::open({.clock = &clock}); };
    return replay_all(job).value();
  }
  /// All that does not tell of time.
  static nlohmann::ordered_json figures_of(const ReplayRun& run) {
    nlohmann::ordered_json json = run.to_json();
    for (const char* noisy : {"latency_us", "stages_us", "over_budget", "memory_mb"})
      json.erase(noisy);
    return json;
  }

  TempFolder folder_;
  std::vector<std::string> paths_;
};

TEST_F(ReplayAllTest, ThreadsAndShardsGiveTheSameFigures) {
  const ReplayRun one = replay(paths_, 1);
  EXPECT_EQ(one.traces, 6U);
  EXPECT_EQ(one.words, 30U);
  EXPECT_EQ(figures_of(replay(paths_, 3)), figures_of(one));
  ReplayRun sum;
  for (std::size_t i = 1; i <= 4; ++i) {
    const ReplayRun shard = replay(take_shard(paths_, {i, 4}), 1);
    const auto read = run_from_line(run_to_line(shard, true), "shard");
    ASSERT_TRUE(read.ok()) << read.error().message;
    sum.add(*read);
  }
  EXPECT_EQ(figures_of(sum), figures_of(one));
  EXPECT_EQ(sum.sample.events().size(), one.sample.events().size());
}

TEST_F(ReplayAllTest, ATraceBeginsWithAnEmptyHistory) {
  const ReplayRun first = replay({paths_[0]}, 1);
  const ReplayRun twice = replay({paths_[0], paths_[0]}, 1);
  EXPECT_EQ(twice.figures.all().estimate(Figure::kKeystrokesSaved)->value,
            first.figures.all().estimate(Figure::kKeystrokesSaved)->value);
}

TEST_F(ReplayAllTest, TheFirstBadTraceEndsItAndIsNamed) {
  const std::string bad = folder_.file("bad.jsonl");
  ASSERT_TRUE(write_file_atomic(bad, "{").ok());
  ReplayJob job;
  job.traces = {paths_[0], bad, paths_[1]};
  job.threads = 2;
  job.open = [](const Clock& clock) { return Engine::open({.clock = &clock}); };
  const auto run = replay_all(job);
  ASSERT_FALSE(run.ok());
  EXPECT_NE(run.error().message.find("bad.jsonl"), std::string::npos);
}

TEST_F(ReplayAllTest, AFolderIsTheTracesInIt) {
  const auto traces = list_traces({folder_.path()}, "");
  ASSERT_TRUE(traces.ok());
  EXPECT_EQ(*traces, paths_);
  const std::string list = folder_.file("list.txt");
  ASSERT_TRUE(write_file_atomic(list, paths_[1] + "\r\n\n" + paths_[3]).ok());
  EXPECT_EQ(list_traces({}, list).value(), (std::vector<std::string>{paths_[1], paths_[3]}));
  EXPECT_FALSE(list_traces({}, folder_.file("none")).ok());
  const TempFolder empty;
  EXPECT_FALSE(list_traces({empty.path()}, "").ok());
}

TEST(TraceList, Shards) {
  const std::vector<std::string> all = {"a", "b", "c", "d", "e"};
  EXPECT_EQ(take_shard(all, {1, 2}), (std::vector<std::string>{"a", "c", "e"}));
  EXPECT_EQ(take_shard(all, {2, 2}), (std::vector<std::string>{"b", "d"}));
  EXPECT_EQ(take_shard(all, {7, 7}), std::vector<std::string>());
  EXPECT_EQ(parse_shard("2/3")->index, 2U);
  for (const char* bad : {"", "2", "0/3", "4/3", "1/", "/3", "1/3x", "-1/3", "a/b"}) {
    EXPECT_FALSE(parse_shard(bad).ok()) << bad;
  }
}

TEST(RunFile, DamageIsNoticed) {
  const std::string line = run_to_line(ReplayRun{}, true);
  ASSERT_TRUE(run_from_line(line, "run").ok());
  for (const char* bad : {"", "{}", "[]", R"({"format":"inkling-replay"})"}) {
    const auto run = run_from_line(bad, "run.json");
    ASSERT_FALSE(run.ok()) << bad;
    EXPECT_EQ(run.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(run.error().message.find("run.json"), std::string::npos);
  }
  // Any field gone, or of another type.
  const auto whole = nlohmann::ordered_json::parse(line);
  for (const auto& [key, value] : whole.items()) {
    for (const auto& other : {nlohmann::ordered_json("text"), nlohmann::ordered_json(-1)}) {
      auto json = whole;
      json[key] = other;
      EXPECT_FALSE(run_from_line(json.dump(), "run").ok() && key != "memory_mb") << key;
    }
    auto json = whole;
    json.erase(key);
    EXPECT_FALSE(run_from_line(json.dump(), "run").ok()) << key;
  }
}

TEST(RunFile, AFileHoldsAnyNumberOfRuns) {
  ReplayRun run;
  run.traces = 2;
  const TempFolder folder;
  const std::string line = run_to_line(run, true);
  const std::string path = folder.file("runs.jsonl");
  ASSERT_TRUE(write_file_atomic(path, line + "\n \r\n" + line).ok());
  ReplayRun sum;
  ASSERT_TRUE(add_saved_runs(path, &sum).ok());
  ASSERT_TRUE(add_saved_runs(path, &sum).ok());
  EXPECT_EQ(sum.traces, 8U);
  ASSERT_TRUE(write_file_atomic(path, line + "no run\n" + line).ok());
  EXPECT_EQ(add_saved_runs(path, &sum).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(add_saved_runs(folder.file("none"), &sum).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add_saved_runs(folder.path(), &sum).error().code, ErrorCode::kInvalidArgument);
}

TEST(RunFile, AFileOfManyRunsMayBeLargerThanAnyText) {
  // The spaces stand for runs: what counts is that nothing reads the file as a whole.
  const TempFolder folder;
  const std::string path = folder.file("runs.jsonl");
  {
    std::ofstream out(path);
    const std::string empty(std::size_t{8} << 20, ' ');
    for (std::size_t bytes = 0; bytes <= kDefaultReadLimit; bytes += empty.size()) {
      out << empty << '\n';
    }
    ReplayRun run;
    run.traces = 1;
    out << run_to_line(run, true);
  }
  ReplayRun sum;
  ASSERT_TRUE(add_saved_runs(path, &sum).ok());
  EXPECT_EQ(sum.traces, 1U);
}

TEST(RunFile, WithoutTextThereIsNone) {
  ReplayRun run;
  run.misses.push_back({ReplayedMiss::Kind::kHarmed, "t", 1, "secret", "secrets", "secret", {}});
  EXPECT_NE(run_to_line(run, true).find("secret"), std::string::npos);
  EXPECT_EQ(run_to_line(run, false).find("secret"), std::string::npos);
}

TEST(FailIf, ComparesByRatioAndByDifference) {
  const nlohmann::ordered_json before = {
      {"latency_us", {{"key", {{"p99", 100}}}, {"space", {{"p99", 200}}}}},
      {"quality", {{"top3", 0.5}}}};
  const nlohmann::ordered_json now = {
      {"latency_us", {{"key", {{"p99", 110}}}, {"space", {{"p99", 300}}}}},
      {"quality", {{"top3", 0.494}}}};
  const auto failed = [&](const std::string& conditions) {
    return failures(parse_fail_if(conditions).value(), now, before).value();
  };
  EXPECT_EQ(failed("p99>1.2x").size(), 1U);
  EXPECT_NE(failed("p99>1.2x")[0].find("latency_us.space.p99"), std::string::npos);
  EXPECT_EQ(failed("p99>1.05x").size(), 2U);
  EXPECT_EQ(failed("p99>2x,top3<-0.7").size(), 0U);
  EXPECT_EQ(failed("top3<-0.5").size(), 1U);
  EXPECT_EQ(failed("latency_us.key.p99>5").size(), 1U);
  EXPECT_FALSE(failures(parse_fail_if("nothing>1").value(), now, before).ok());
  for (const char* bad : {"", "p99", ">1", "p99>", "p99>x", "p99>1.2y", "p99>1,,top3<1", "p99=1"}) {
    EXPECT_FALSE(parse_fail_if(bad).ok()) << bad;
  }
}

TEST(ProgressBar, SaysHowFarItIs) {
  EXPECT_EQ(progress_line(0, 4, 1), "replaying 0 of 4 [                        ]");
  EXPECT_EQ(progress_line(1, 4, 2), "replaying 1 of 4 [######                  ] 6 s left");
  EXPECT_EQ(progress_line(4, 4, 9), "replaying 4 of 4 [########################]");
}

}  // namespace
}  // namespace inkling
