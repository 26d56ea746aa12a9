// Branches behind the cached prefix give what committing their tokens gives.
#include <gtest/gtest.h>

#include <random>

#include "tests/model/model_files.h"

namespace inkling {
namespace {

constexpr float kTolerance = 1e-4F;
constexpr int32_t kMask = 4;

/// Features of the last of `ids`, each token committed by a forward of its own.
std::vector<float> committed_features(const MobileBert& model, const std::vector<int32_t>& ids) {
  KvCache cache = model.make_cache();
  for (const int32_t id : ids) {
    EXPECT_TRUE(model.forward(cache, std::span(&id, 1), {}, {}).ok());
  }
  const auto last = cache.last_features();
  return {last.begin(), last.end()};
}

/// Rows of `features` from `row` on, one for each token of `block`, against committing.
void expect_rows_as_committed(const MobileBert& model, const std::vector<int32_t>& prefix,
                              const QueryBlock& block, std::span<const float> features,
                              std::size_t row) {
  const std::size_t width = model.config().head_size;
  std::vector<int32_t> so_far(prefix.begin(),
                              prefix.begin() + static_cast<std::ptrdiff_t>(block.anchor));
  for (std::size_t token = 0; token < block.ids.size(); ++token) {
    so_far.push_back(block.ids[token]);
    const std::vector<float> want = committed_features(model, so_far);
    for (std::size_t i = 0; i < width; ++i) {
      ASSERT_NEAR(features[(row + token) * width + i], want[i], kTolerance)
          << "token " << token << " behind " << block.anchor;
    }
  }
}

std::size_t rows_of(const std::vector<QueryBlock>& blocks) {
  std::size_t rows = 0;
  for (const QueryBlock& block : blocks) rows += block.rows();
  return rows;
}

TEST(Branch, RandomBranchesBehindTokensOfTheSameForward) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int32_t> token(5, 39);
  const auto model = open_golden("no_norm-relu-bottleneck");
  ASSERT_NE(model, nullptr);
  for (int round = 0; round < 25; ++round) {
    std::vector<int32_t> prefix = {2};
    for (std::size_t n = random() % 8; n > 0; --n) prefix.push_back(token(random));
    std::vector<QueryBlock> blocks;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      QueryBlock block{1 + random() % prefix.size(), {}, 0, true};
      for (std::size_t k = 1 + random() % 4; k > 0; --k) block.ids.push_back(token(random));
      blocks.push_back(block);
    }
    KvCache cache = model->make_cache();
    const std::size_t cached = random() % prefix.size();
    ASSERT_TRUE(model->forward(cache, std::span(prefix).first(cached), {}, {}).ok());
    std::vector<float> features(rows_of(blocks) * model->config().head_size);
    ASSERT_TRUE(model->forward(cache, std::span(prefix).subspan(cached), blocks, features).ok());
    EXPECT_EQ(cache.ids(), prefix);
    std::size_t row = 0;
    for (const QueryBlock& block : blocks) {
      expect_rows_as_committed(*model, prefix, block, features, row);
      row += block.rows();
    }
  }
}

TEST(Branch, ADozenCandidatesAndEveryMaskInOneForwardAreWhatEachIsAlone) {
  std::mt19937 random(12);
  std::uniform_int_distribution<int32_t> token(5, 39);
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const auto model = open_golden(variant);
    ASSERT_NE(model, nullptr);
    const std::size_t width = model->config().head_size;
    KvCache cache = model->make_cache();
    ASSERT_TRUE(model->forward(cache, std::vector<int32_t>{2, 9, 10, 11, 30, 7}, {}, {}).ok());
    std::vector<QueryBlock> blocks;
    for (std::size_t i = 0; i < 12; ++i) {
      QueryBlock block{cache.size(), {}, 0, true};
      for (std::size_t k = 0; k < 1 + i % 4; ++k) block.ids.push_back(token(random));
      blocks.push_back(block);
    }
    blocks.push_back({cache.size(), {kMask, 12, 13}, 0});  // what stands to the right
    blocks.push_back({4, {kMask, 30, 7}, 0});              // the look back
    blocks.push_back({cache.size(), {kMask}, 0});          // the next word
    std::vector<float> together(rows_of(blocks) * width);
    ASSERT_TRUE(model->forward(cache, {}, blocks, together).ok());
    std::size_t row = 0;
    for (const QueryBlock& block : blocks) {
      std::vector<float> alone(block.rows() * width);
      ASSERT_TRUE(model->forward(cache, {}, {&block, 1}, alone).ok());
      for (std::size_t i = 0; i < alone.size(); ++i) {
        ASSERT_NEAR(together[row * width + i], alone[i], kTolerance);
      }
      row += block.rows();
    }
  }
}

TEST(Branch, LeavesTheCacheAndOtherBlocksAlone) {
  const auto model = open_golden("layer_norm-relu-bottleneck");
  ASSERT_NE(model, nullptr);
  const std::size_t width = model->config().head_size;
  KvCache cache = model->make_cache();
  ASSERT_TRUE(model->forward(cache, std::vector<int32_t>{2, 9, 10, 11}, {}, {}).ok());
  const std::vector<float> before = committed_rows(cache);
  const QueryBlock masked{4, {kMask}, 0};
  std::vector<float> alone(width);
  ASSERT_TRUE(model->forward(cache, {}, std::vector<QueryBlock>{masked}, alone).ok());
  const std::vector<QueryBlock> mixed = {{4, {12, 13}, 0, true}, masked, {2, {14}, 0, true}};
  std::vector<float> features(rows_of(mixed) * width);
  ASSERT_TRUE(model->forward(cache, {}, mixed, features).ok());
  for (std::size_t i = 0; i < width; ++i) EXPECT_NEAR(features[2 * width + i], alone[i], 1e-5F);
  EXPECT_EQ(cache.size(), 4U);
  EXPECT_EQ(committed_rows(cache), before);
}

}  // namespace
}  // namespace inkling
