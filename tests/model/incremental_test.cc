// Any sequence of appends, truncations and copies gives what a full recompute gives.
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "tests/model/model_files.h"

namespace inkling {
namespace {

constexpr float kTolerance = 1e-4F;

std::vector<float> next_word_logits(const MobileBert& model, KvCache* cache,
                                    std::span<const int32_t> missing) {
  const std::vector<QueryBlock> blocks = {{cache->size() + missing.size(), {4}, 0}};
  std::vector<float> features(model.config().head_size);
  EXPECT_TRUE(model.forward(*cache, missing, blocks, features).ok());
  std::vector<float> logits(model.config().vocab_size);
  EXPECT_TRUE(model.logits(features, logits).ok());
  return logits;
}

TEST(Incremental, RandomEditsEqualFullRecompute) {
  std::mt19937 random(7);
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const auto model = open_golden(variant);
    ASSERT_NE(model, nullptr);
    const std::size_t capacity = model->config().max_context;
    std::uniform_int_distribution<int32_t> token(5, 39);
    std::vector<int32_t> ids = {2};
    KvCache cache = model->make_cache();
    std::vector<KvCache> others;
    for (int edit = 0; edit < 120; ++edit) {
      switch (random() % 4) {
        case 0:  // backspaces
          ids.resize(1 + random() % ids.size());
          break;
        case 1:  // another field, or the same one again
          if (others.size() > 3) others.erase(others.begin());
          others.push_back(cache);
          if (random() % 2 == 0) {
            cache = others[random() % others.size()];
            ids = cache.ids().empty() ? std::vector<int32_t>{2} : cache.ids();
          }
          break;
        default:
          for (std::size_t n = random() % 4; n > 0 && ids.size() < capacity; --n) {
            ids.push_back(token(random));
          }
      }
      cache.truncate(cache.match(ids));
      const auto missing = std::span<const int32_t>(ids).subspan(cache.size());
      const std::vector<float> incremental = next_word_logits(*model, &cache, missing);
      KvCache fresh = model->make_cache();
      const std::vector<float> full = next_word_logits(*model, &fresh, ids);
      for (std::size_t i = 0; i < full.size(); ++i) {
        ASSERT_NEAR(incremental[i], full[i], kTolerance) << "edit " << edit;
      }
      for (std::size_t i = 0; i < model->config().head_size; ++i) {
        ASSERT_NEAR(cache.last_features()[i], fresh.last_features()[i], kTolerance);
      }
    }
  }
}

TEST(Incremental, BlocksLeaveTheCacheAlone) {
  const auto model = open_golden("layer_norm-relu-bottleneck");
  ASSERT_NE(model, nullptr);
  KvCache cache = model->make_cache();
  const std::vector<int32_t> ids = {2, 9, 10, 11};
  std::vector<float> features(2 * model->config().head_size);
  ASSERT_TRUE(model->forward(cache, ids, {}, {}).ok());
  const std::vector<float> before = committed_rows(cache);
  const std::vector<QueryBlock> blocks = {{4, {4}, 0}, {1, {4, 10, 11}, 0}};
  ASSERT_TRUE(model->forward(cache, {}, blocks, features).ok());
  EXPECT_EQ(cache.size(), 4U);
  EXPECT_EQ(committed_rows(cache), before);
}

TEST(Incremental, BranchesSeeWhatCommittedTokensWouldSee) {
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const auto model = open_golden(variant);
    ASSERT_NE(model, nullptr);
    const std::size_t width = model->config().head_size;
    KvCache cache = model->make_cache();
    const std::vector<int32_t> prefix = {2, 7, 11, 9};
    ASSERT_TRUE(model->forward(cache, prefix, {}, {}).ok());
    const std::vector<std::vector<int32_t>> branches = {{8, 12, 30}, {8}, {25, 6}};
    std::vector<QueryBlock> blocks;
    blocks.reserve(branches.size());
    for (const auto& ids : branches) blocks.push_back({cache.size(), ids, 0, true});
    std::vector<float> features(6 * width);
    ASSERT_TRUE(model->forward(cache, {}, blocks, features).ok());
    EXPECT_EQ(cache.size(), prefix.size());
    std::size_t row = 0;
    for (const auto& ids : branches) {
      KvCache committed = model->make_cache();
      ASSERT_TRUE(model->forward(committed, prefix, {}, {}).ok());
      for (const int32_t id : ids) {
        ASSERT_TRUE(model->forward(committed, std::span(&id, 1), {}, {}).ok());
        const std::span<const float> wanted = committed.last_features();
        for (std::size_t i = 0; i < width; ++i) {
          ASSERT_NEAR(features[row * width + i], wanted[i], kTolerance) << "row " << row;
        }
        ++row;
      }
    }
    std::vector<float> too_small(5 * width);
    EXPECT_FALSE(model->forward(cache, {}, blocks, too_small).ok());
  }
}

TEST(Incremental, CancelledForwardLeavesTheCacheAsItWas) {
  const auto model = open_golden("layer_norm-relu-bottleneck");
  ASSERT_NE(model, nullptr);
  KvCache cache = model->make_cache();
  ASSERT_TRUE(model->forward(cache, std::vector<int32_t>{2, 9}, {}, {}).ok());
  const CancelToken token = CancelToken::create();
  token.cancel();
  const Status done = model->forward(cache, std::vector<int32_t>{10}, {}, {}, token);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(cache.ids(), (std::vector<int32_t>{2, 9}));
}

TEST(Incremental, ThreadsWithTheirOwnCachesShareAModel) {
  const auto model = open_golden("layer_norm-relu-bottleneck");
  ASSERT_NE(model, nullptr);
  const std::vector<int32_t> ids = {2, 9, 10, 11, 12};
  KvCache cache = model->make_cache();
  const std::vector<float> want = next_word_logits(*model, &cache, ids);
  const auto work = [&] {
    for (int i = 0; i < 50; ++i) {
      KvCache own = model->make_cache();
      const std::vector<float> got = next_word_logits(*model, &own, ids);
      for (std::size_t k = 0; k < want.size(); ++k) EXPECT_NEAR(got[k], want[k], kTolerance);
    }
  };
  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();
}

TEST(Incremental, BadCallsAreErrorsAndHarmless) {
  const auto model = open_golden("layer_norm-relu-bottleneck");
  const auto bert = open_golden("bert");
  ASSERT_TRUE(model != nullptr && bert != nullptr);
  KvCache cache = model->make_cache();
  std::vector<float> features(8);
  const auto code = [&](std::span<const int32_t> ids, std::span<const QueryBlock> blocks) {
    const Status done = model->forward(cache, ids, blocks, features);
    return done.ok() ? "ok" : error_code_name(done.error().code);
  };
  const std::string invalid = error_code_name(ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(std::vector<int32_t>{-1}, {}), invalid);
  EXPECT_EQ(code(std::vector<int32_t>{40}, {}), invalid);
  EXPECT_EQ(code(std::vector<int32_t>(17, 5), {}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{1, {4}, 0}}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{0, {}, 0}}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{0, {4}, 1}}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{0, std::vector<int32_t>(25, 4), 0}}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{0, {99}, 0}}), invalid);
  EXPECT_EQ(code({}, std::vector<QueryBlock>{{0, {4}, 0}, {0, {4}, 0}}), invalid);
  EXPECT_EQ(code({}, {}), "ok");
  EXPECT_EQ(cache.size(), 0U);
  KvCache wrong({1, 1, 1, 4});
  EXPECT_FALSE(model->forward(wrong, {}, {}, {}).ok());
  KvCache of_bert = bert->make_cache();
  EXPECT_EQ(bert->forward(of_bert, {}, {}, {}).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(model->forward_bidirectional({}, {}).error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace inkling
