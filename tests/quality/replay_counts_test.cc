// The work that a fixed set of traces costs: counted, not timed, so that a cache hit that is lost
// fails wherever it is built. After a change that is meant to change it, write the counts anew:
//   INKLING_WRITE_COUNTS=1 build/debug/test_quality --gtest_filter='ReplayCounts.*'
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "platform/file.h"
#include "tools/allocations.h"
#include "tools/replay/replay.h"
#include "tools/trace/json_text.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

std::string folder() { return std::string(INKLING_SOURCE_DIR) + "/tests/golden/replay/"; }

/// Each trace with a history that is empty, and the pack that ships.
Json count_work(const std::string& trace) {
  TraceClock clock;
  const auto engine =
      Engine::open({.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en", .clock = &clock})
          .value();
  const Trace events = read_trace(folder() + trace).value();
  ReplayOptions options;
  options.clock = &clock;
  ReplayRun run;
  const uint64_t before = allocations();
  replay_trace(engine, events, trace, options, &run);
  const uint64_t asked = allocations() - before;
  return {{"events", run.events},
          {"forwards", run.counters.forwards},
          {"tokens_evaluated", run.counters.tokens_evaluated},
          {"tokens_reused", run.counters.tokens_reused},
          {"allocations", asked}};
}

TEST(ReplayCounts, AreWhatTheyWere) {
  if (!std::filesystem::exists(std::string(INKLING_SOURCE_DIR) + "/packs/en/model.safetensors")) {
    GTEST_SKIP() << "there is no model in packs/en";
  }
  Json now = Json::object();
  for (const char* trace : {"typed.jsonl", "sloppy.jsonl", "drawn.jsonl"}) {
    now[trace] = count_work(trace);
  }
  if (std::getenv("INKLING_WRITE_COUNTS") != nullptr) {
    ASSERT_TRUE(write_file_atomic(folder() + "counts.json", now.dump(2) + "\n").ok());
    GTEST_SKIP() << "written: " << now.dump();
  }
  const Json was = Json::parse(read_file(folder() + "counts.json").value());
  for (const auto& [trace, counts] : was.items()) {
    for (const auto& [name, count] : counts.items()) {
      // Processors round in other places: here and there another word is looked at twice. A hit
      // that is lost costs several of a hundred.
      const double slack = name == "allocations" ? 0.02 : 0.01;
      const double expected = count.get<double>();
      EXPECT_NEAR(now[trace][name].get<double>(), expected, std::ceil(expected * slack))
          << trace << ": " << name;
    }
  }
}

/// What the tolerance is for is not what a lost hit costs.
TEST(ReplayCounts, ALostHitIsSeen) {
  if (!std::filesystem::exists(std::string(INKLING_SOURCE_DIR) + "/packs/en/model.safetensors")) {
    GTEST_SKIP() << "there is no model in packs/en";
  }
  const auto engine =
      Engine::open({.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en"}).value();
  const auto typed = [&](bool forgets) {
    Session session(engine);
    for (const char c : std::string_view("the bus never came so i walked home ")) {
      session.key(std::string(1, c));
      if (forgets && c == ' ') session.trim();
      (void)session.suggest({});
    }
    return session.counters().tokens_evaluated;
  };
  EXPECT_GT(static_cast<double>(typed(true)), static_cast<double>(typed(false)) * 1.2);
}

}  // namespace
}  // namespace inkling
