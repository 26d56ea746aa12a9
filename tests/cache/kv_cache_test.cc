#include "cache/kv/kv_cache.h"

#include <gtest/gtest.h>

#include <numeric>

namespace inkling {
namespace {

constexpr KvShape kShape{2, 4, 3, 8};

/// Writes rows that depend on the token and the position, as a model would.
void evaluate(KvCache* cache, std::vector<int32_t> ids) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::size_t at = cache->size() + i;
    const auto value = static_cast<float>(ids[i]) + 0.01F * static_cast<float>(at);
    for (std::size_t layer = 0; layer < kShape.layers; ++layer) {
      for (std::size_t d = 0; d < kShape.width; ++d) {
        cache->keys(layer)[d * kShape.capacity + at] = value + static_cast<float>(d);
        cache->values(layer)[at * kShape.width + d] = -value;
      }
    }
    for (float& f : cache->features(at)) f = value;
  }
  ASSERT_TRUE(cache->append(ids));
}

TEST(KvCache, MatchesTheLongestCommonPrefix) {
  KvCache cache(kShape);
  evaluate(&cache, {5, 6, 7});
  EXPECT_EQ(cache.match(std::vector<int32_t>{5, 6, 9, 7}), 2U);
  EXPECT_EQ(cache.match(std::vector<int32_t>{5, 6, 7, 8}), 3U);
  EXPECT_EQ(cache.match(std::vector<int32_t>{5}), 1U);
  EXPECT_EQ(cache.match(std::vector<int32_t>{}), 0U);
  EXPECT_EQ(cache.match(std::vector<int32_t>{6}), 0U);
}

TEST(KvCache, TruncatingKeepsTheFeaturesOfTheNewLastToken) {
  KvCache cache(kShape);
  evaluate(&cache, {5, 6, 7});
  cache.truncate(2);
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_FLOAT_EQ(cache.last_features()[0], 6.01F);
  cache.truncate(5);
  EXPECT_EQ(cache.size(), 2U);
  cache.truncate(0);
  EXPECT_FLOAT_EQ(cache.last_features()[0], 0);
}

TEST(KvCache, RefusesWhatDoesNotFitAndStaysAsItWas) {
  KvCache cache(kShape);
  std::vector<int32_t> ids(kShape.capacity);
  std::iota(ids.begin(), ids.end(), 10);
  evaluate(&cache, ids);
  EXPECT_FALSE(cache.append(std::vector<int32_t>{1}));
  EXPECT_EQ(cache.ids(), ids);
}

}  // namespace
}  // namespace inkling
