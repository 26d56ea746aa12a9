#include "tools/latency.h"

#include <gtest/gtest.h>

namespace inkling {
namespace {

TEST(Latencies, GiveNearestRankPercentiles) {
  Latencies latencies;
  for (int i = 100; i >= 1; --i) latencies.add(i);
  EXPECT_EQ(latencies.percentile(0.50), 50);
  EXPECT_EQ(latencies.percentile(0.95), 95);
  EXPECT_EQ(latencies.percentile(0.99), 99);
  EXPECT_EQ(latencies.percentile(0), 1);
  EXPECT_EQ(latencies.max(), 100);
}

TEST(Latencies, OfOneValueAreThatValue) {
  Latencies latencies;
  latencies.add(7);
  EXPECT_EQ(latencies.percentile(0.5), 7);
  EXPECT_EQ(latencies.percentile(0.99), 7);
}

TEST(Latencies, OfNothingAreZero) {
  const Latencies latencies;
  EXPECT_EQ(latencies.percentile(0.5), 0);
  EXPECT_EQ(latencies.max(), 0);
}

TEST(Latencies, PrintTheFieldsThatScriptsReadAndMaxOnlyWhenAsked) {
  Latencies latencies;
  latencies.add(1.26);
  const auto json = latencies.to_json();
  EXPECT_EQ(json.size(), 3U);
  EXPECT_DOUBLE_EQ(json["p50"].get<double>(), 1.3);
  EXPECT_TRUE(json.contains("p95") && json.contains("p99"));
  EXPECT_TRUE(latencies.to_json(true).contains("max"));
}

TEST(Stopwatch, MeasuresWithTheClockItIsGiven) {
  ManualClock clock;
  const Stopwatch watch(clock);
  clock.advance_nanos(2500);
  EXPECT_DOUBLE_EQ(watch.micros(), 2.5);
}

}  // namespace
}  // namespace inkling
