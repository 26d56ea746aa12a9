#include "tools/bench_operations.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tools/bench_gesture.h"
#include "tools/bench_typing.h"
#include "tools/gesture_set.h"

namespace inkling {
namespace {

using Json = nlohmann::ordered_json;

class BenchOperationsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.pack_dir = std::string(INKLING_SOURCE_DIR) + "/packs/en";
    engine_ = Engine::open(options_).value();
  }
  Json measure(const std::set<std::string>& names) {
    return measure_operations(engine_, options_, names).value();
  }
  static std::vector<std::string> keys_of(const Json& json) {
    std::vector<std::string> out;
    for (const auto& [name, value] : json.items()) out.push_back(name);
    return out;
  }

  EngineOptions options_;
  std::shared_ptr<Engine> engine_;
};

using Names = std::vector<std::string>;

TEST_F(BenchOperationsTest, WhatWasNotAskedForIsNotThere) {
  const Json json = measure({"letter", "gesture", "next_word"});
  EXPECT_EQ(keys_of(json), (Names{"latency_us", "kernel"}));
  EXPECT_EQ(keys_of(json["latency_us"]), (Names{"letter", "next_word", "gesture"}));
  for (const auto& [name, times] : json["latency_us"].items()) {
    EXPECT_EQ(keys_of(times), (Names{"p50", "p95", "p99"})) << name;
    EXPECT_GT(times["p50"], 0) << name;
  }
}

TEST_F(BenchOperationsTest, EachHasThePlaceThatItHasInAllOfThem) {
  const Json json = measure({"vocabulary", "open", "memory", "token", "allocations"});
  EXPECT_EQ(keys_of(json), (Names{"model_us", "allocations", "memory_mb", "open_ms", "kernel"}));
  EXPECT_EQ(keys_of(json["model_us"]), (Names{"token", "vocabulary"}));
  EXPECT_EQ(keys_of(json["allocations"]), (Names{"letter", "commit"}));
  EXPECT_EQ(keys_of(json["memory_mb"]), (Names{"rss", "pack"}));
  EXPECT_GT(json["open_ms"], 0);
  EXPECT_LT(json["model_us"]["vocabulary"]["p50"], json["model_us"]["token"]["p50"]);
}

TEST_F(BenchOperationsTest, AGestureIsMeasuredForEachWordThatCanBeDrawn) {
  const auto words = draw_lines(bench_sentences());
  EXPECT_GT(words.size(), 100U);
  EXPECT_EQ(measure_gestures(engine_, 1).count(), words.size());
}

}  // namespace
}  // namespace inkling
