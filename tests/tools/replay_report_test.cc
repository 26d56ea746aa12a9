// The page of a replay: what it shows, what it never shows, and its drawings.
#include <gtest/gtest.h>

#include "tools/replay/charts.h"
#include "tools/replay/report.h"

namespace inkling {
namespace {

ReplayRun run_of(std::string trace) {
  const auto name = std::make_shared<const std::string>(std::move(trace));
  ReplayRun run;
  run.events = 2;
  run.time({name, 1, EventKind::kKey, 0, 400, 1, {300, 0, 0, 0, 0}, {1, 2, 3}});
  run.time({name, 2, EventKind::kSpace, 5, 60'000, 7, {100, 0, 50'000, 0, 0}, {1, 5, 40}});
  run.see_memory(50);
  ReplayedWord word;
  word.typed = word.committed = "secretword";
  word.intended = "secretword";
  word.strips = {{}};
  run.figures.add(word, *name, 0, nullptr);
  return run;
}

TEST(ReplayReport, IsOneSelfContainedPageWithoutWhatWasTyped) {
  const nlohmann::ordered_json baseline = {
      {"events", 4}, {"latency_us", {{"key", {{"p50", 200}}}}}, {"extra", 1}};
  const std::string html = replay_report_html(run_of("<script>alert(1)</script>"), baseline);
  EXPECT_NE(html.find("<svg"), std::string::npos);
  EXPECT_NE(html.find("latency_us.key.p50"), std::string::npos);
  EXPECT_NE(html.find("+100 %"), std::string::npos) << html;
  EXPECT_NE(html.find("</html>"), std::string::npos);
  for (const char* outside : {"<script", "http://", "https://", "src=", "secretword", "nan"}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
}

TEST(ReplayReport, TheTimelineLeadsToWhatRan) {
  const std::string html = replay_report_html(run_of("a.jsonl"), nullptr);
  EXPECT_NE(html.find("href=\"#slow-1\""), std::string::npos);
  const std::size_t there = html.find("id=\"slow-1\"");
  ASSERT_NE(there, std::string::npos);
  const std::string said = html.substr(there, 900);
  EXPECT_NE(said.find("next_word"), std::string::npos) << said;
  EXPECT_NE(said.find("83.3 %"), std::string::npos) << said;
  EXPECT_NE(said.find("5 tokens evaluated, 40 reused"), std::string::npos) << said;
}

TEST(ReplayReport, MissesSayWhatDecided) {
  ReplayRun run = run_of("a.jsonl");
  ReplayedMiss miss;
  miss.kind = ReplayedMiss::Kind::kHarmed;
  miss.trace = "a.jsonl";
  miss.number = 2;
  miss.typed = miss.intended = "fo<b>m";
  miss.committed = "from";
  miss.decision.reading = "from";
  miss.decision.probability = 0.97;
  miss.decision.threshold = 0.95;
  miss.decision.features = {{"channel", 2, -1.5}, {"lead", 4, 3.25}};
  run.misses = {miss};
  const std::string html = replay_report_html(run, nullptr);
  EXPECT_NE(html.find("right word changed"), std::string::npos);
  EXPECT_NE(html.find("fo&lt;b&gt;m"), std::string::npos);
  EXPECT_NE(html.find("3.25"), std::string::npos);
  EXPECT_NE(html.find("0.97"), std::string::npos);
}

TEST(ReplayReport, OfNothingIsStillAPage) {
  const std::string html = replay_report_html(ReplayRun{}, nullptr);
  EXPECT_NE(html.find("No event was timed"), std::string::npos);
  EXPECT_NE(html.find("</html>"), std::string::npos);
}

TEST(ReplayReport, TablesHaveCaptionsAndDrawingsNames) {
  const std::string html = replay_report_html(run_of("a.jsonl"), nullptr);
  const auto count = [&](const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = html.find(what); at != std::string::npos; at = html.find(what, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("<table>"), count("<caption>"));
  EXPECT_GT(count("<table>"), 5U);
  EXPECT_EQ(count("<svg "), count("role=\"img\"") + count("aria-hidden=\"true\""));
  EXPECT_EQ(count("<th>"), 0U) << "each says what it is the head of";
}

TEST(Charts, DrawAnyNumberOfEvents) {
  LatencyHistogram latencies;
  std::vector<TimelinePoint> points;
  for (int i = 0; i < 5'000; ++i) {
    latencies.add(0.1 * i * i);
    points.push_back({0.1 * i * i, i % 7 == 0, "event"});
  }
  EXPECT_NE(histogram_svg("all", latencies, 10, 3e6, 5000).find("budget"), std::string::npos);
  EXPECT_LT(timeline_svg(points).size(), 300'000U);
  LatencyHistogram one;
  one.add(5);
  EXPECT_NE(histogram_svg("one", one, 10, 10, 0).find("</svg>"), std::string::npos);
  EXPECT_NE(timeline_svg({{0, false, ""}}).find("</svg>"), std::string::npos);
  EXPECT_NE(memory_svg({{0, 0}}).find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace inkling
