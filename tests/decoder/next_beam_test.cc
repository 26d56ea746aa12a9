#include "engine/decoder/next_beam.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

namespace inkling {
namespace {

/// The value that has `width` values at or before it.
float last_of_best(std::vector<float> values, std::size_t width) {
  if (values.size() < width) return std::numeric_limits<float>::max();
  std::sort(values.begin(), values.end());
  return values[width - 1];
}

TEST(ValueBoundTest, StaysAnEighthOfANatAboveTheLastOfTheBest) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    const std::size_t width = 1 + random() % 40;
    ValueBound bound;
    bound.begin(3, width);
    std::vector<float> values;
    for (int i = 0; i < 200; ++i) {
      const float value = 3 + static_cast<float>(random() % 30'000) / 1000;
      if (!values.empty() && random() % 3 == 0) {
        float& known = values[random() % values.size()];
        if (value < known) {
          bound.improve(known, value);
          known = value;
        }
      } else {
        bound.add(value);
        values.push_back(value);
      }
      const float want = last_of_best(values, width);
      ASSERT_GE(bound.worst(), want - 1e-4F);
      ASSERT_LE(bound.worst(), want + 0.126F);
    }
  }
}

TEST(ValueBoundTest, ValuesOutOfItsReachAreNoBound) {
  ValueBound bound;
  bound.begin(0, 2);
  bound.add(100);
  bound.add(200);
  EXPECT_EQ(bound.worst(), std::numeric_limits<float>::max());
  bound.add(-5);
  bound.add(1);
  EXPECT_LT(bound.worst(), 1.2F);
}

TEST(NextBeamTest, KeepsTheBestOfAStateAndTellsWordsInFrontApart) {
  NextBeam beam;
  ValueBound bound;
  bound.begin(0, 10);
  Hypothesis h{7, 1, 0, 0, true};
  for (const float value : {4.0F, 2.0F, 3.0F}) {
    h.value = value;
    beam.push(h, 0, &bound);
  }
  beam.push(h, 5, &bound);
  h.pending = U'x';
  beam.push(h, 0, &bound);
  ASSERT_EQ(beam.beam().size(), 3U);
  EXPECT_EQ(beam.beam().front().value, 2);
  beam.clear();
  EXPECT_TRUE(beam.beam().empty());
  beam.push(h, 0, &bound);
  EXPECT_EQ(beam.beam().size(), 1U);
}

}  // namespace
}  // namespace inkling
