// The simulated finger that draws words.
#include "tools/simulator/swiper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/lexicon/text_key.h"
#include "tools/simulator/simulate.h"
#include "tools/trace/trace.h"

namespace inkling {
namespace {

std::vector<GesturePoint> swipe(std::string_view word, double noise, uint64_t seed = 1) {
  Swiper swiper(Layout::qwerty(), default_finger_params(), {.noise = noise, .seed = seed});
  return swiper.swipe(word);
}

bool same(const GesturePoint& a, const GesturePoint& b) {
  return a.x == b.x && a.y == b.y && a.t == b.t;
}

TEST(Swiper, TheSameSeedDrawsTheSame) {
  const auto one = swipe("tomorrow", 1, 7);
  const auto two = swipe("tomorrow", 1, 7);
  ASSERT_EQ(one.size(), two.size());
  EXPECT_TRUE(std::equal(one.begin(), one.end(), two.begin(), same));
  const auto other = swipe("tomorrow", 1, 8);
  EXPECT_FALSE(one.size() == other.size() &&
               std::equal(one.begin(), one.end(), other.begin(), same));
}

TEST(Swiper, TimeGoesOnAndTheFingerRestsAtBothEnds) {
  const auto points = swipe("keyboard", 1);
  ASSERT_GT(points.size(), 20U);
  EXPECT_EQ(points.front().t, 0);
  for (std::size_t i = 1; i < points.size(); ++i) EXPECT_GE(points[i].t, points[i - 1].t);
  const auto step = [&](std::size_t i) {
    return std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  };
  EXPECT_LT(step(1), 0.1);
  EXPECT_LT(step(points.size() - 1), 0.1);
}

TEST(Swiper, WithoutNoiseThePathPassesEveryKey) {
  const FingerParams& params = default_finger_params();
  const auto points = swipe("quickly", 0);
  std::size_t at = 0;
  for (const char32_t letter : std::u32string(U"quickly")) {
    const KeyPoint key = *Layout::qwerty().center(letter);
    // This person aims a little off, as everybody does.
    double least = std::numeric_limits<double>::max();
    std::size_t nearest = at;
    for (std::size_t i = at; i < points.size(); ++i) {
      const double d =
          std::hypot(points[i].x - key.x - params.offset_x, points[i].y - key.y - params.offset_y);
      if (d < least) {
        least = d;
        nearest = i;
      }
    }
    EXPECT_LT(least, 0.35) << static_cast<char>(letter);
    at = nearest;
  }
}

TEST(Swiper, WhatHasNoKeyIsNotDrawn) {
  EXPECT_TRUE(swipe("한글", 1).empty());
  EXPECT_FALSE(swipe("don't", 1).empty());
  EXPECT_FALSE(swipe("ee", 1).empty());
}

TEST(Simulator, DrawsALineAsATrace) {
  SimulationOptions options;
  options.mode = SimulationMode::kDrawnTrace;
  std::vector<TraceEvent> events;
  TraceParser parser;
  std::size_t number = 0;
  const auto counts = simulate({"I see (you), \"too\".", "", "So 3 of us"}, Layout::qwerty(),
                               default_finger_params(), options, [&](std::string_view line) {
                                 auto event = parser.parse(line, ++number);
                                 EXPECT_TRUE(event.ok()) << line;
                                 if (event.ok() && event->has_value()) events.push_back(**event);
                                 return true;
                               });
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->words, 7U);
  std::string shape;
  for (const TraceEvent& event : events) {
    if (event.kind == EventKind::kFocus) shape += '|';
    if (event.kind == EventKind::kGesture) shape += '~';
    if (event.kind == EventKind::kKey) shape += event.text;
    if (event.kind == EventKind::kSpace) shape += '_';
  }
  EXPECT_EQ(shape, "|i~_(~),_\"~\".|~_3~~");
}

}  // namespace
}  // namespace inkling
