#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "engine/ranking/candidates.h"

namespace inkling {
namespace {

Candidate make(const std::string& key, double score) {
  Candidate c;
  c.text = key;
  c.key = key;
  c.score = score;
  return c;
}

TEST(CandidatePoolTest, KeepsTheLikeliestReadingOfEachKey) {
  std::mt19937 random(1);
  CandidatePool pool;
  for (int round = 0; round < 3; ++round) {
    std::map<std::string, double> want;
    for (int i = 0; i < 3000; ++i) {
      const std::string key = "w" + std::to_string(random() % 700);
      const double score = -static_cast<double>(random() % 1000);
      const auto [at, added] = want.try_emplace(key, score);
      EXPECT_EQ(pool.score_of(key), added ? std::nullopt : std::optional(at->second));
      at->second = std::max(at->second, score);
      pool.add(make(key, score));
      // In the order of scores or not, each is found again.
      if (i % 500 == 0) pool.sort({});
    }
    EXPECT_EQ(pool.items().size(), want.size());
    for (const auto& [key, score] : want) EXPECT_EQ(pool.score_of(key), score);
    EXPECT_EQ(pool.score_of("another"), std::nullopt);
    pool.clear();
    EXPECT_TRUE(pool.items().empty());
    EXPECT_EQ(pool.score_of("w1"), std::nullopt);
  }
}

}  // namespace
}  // namespace inkling
