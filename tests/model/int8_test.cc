// Models whose matrices are stored in 8 bits: as exact as floats, shared, without allocations.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <thread>

#include "engine/model/dense.h"
#include "engine/model/kernels.h"
#include "tests/model/model_files.h"
#include "tools/allocations.h"

namespace inkling {
namespace {

/// A context and three questions about it: the features of its tokens, then those of the blocks.
std::vector<float> features_of(const MobileBert& model, std::span<const int32_t> ids,
                               std::size_t in_steps_of) {
  const std::size_t width = model.config().head_size;
  KvCache cache = model.make_cache();
  for (std::size_t at = 0; at < ids.size(); at += in_steps_of) {
    const auto some = ids.subspan(at, std::min(in_steps_of, ids.size() - at));
    EXPECT_TRUE(model.forward(cache, some, {}, {}).ok());
  }
  const std::vector<QueryBlock> blocks = {
      {cache.size(), {4}, 0}, {2, {4, 9, 10}, 0}, {cache.size(), {11, 12}, 0, true}};
  std::vector<float> out(4 * width);
  EXPECT_TRUE(model.forward(cache, {}, blocks, out).ok());
  for (std::size_t at = 0; at < ids.size(); ++at) {
    const std::span<float> features = cache.features(at);
    out.insert(out.end(), features.begin(), features.end());
  }
  return out;
}

const std::vector<int32_t> kIds = {2, 9, 10, 11, 12, 30, 7, 21};

TEST(Int8, FeaturesAreThoseOfTheSameWeightsInFloats) {
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const Int8Copy copy(variant);
    const auto int8 = copy.int8();
    const auto floats = copy.floats();
    ASSERT_TRUE(int8 != nullptr && floats != nullptr);
    EXPECT_STREQ(int8->kernel_name(), kernels().name);
    EXPECT_STREQ(floats->kernel_name(), Dense::float_kernel_name());
    const auto got = features_of(*int8, kIds, kIds.size());
    const auto want = features_of(*floats, kIds, kIds.size());
    ASSERT_EQ(got.size(), want.size());
    // Activations are rounded to 1 / 16383 of the largest of their row, layer after layer.
    for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 2e-3) << i;
  }
}

TEST(Int8, AModelCanBeHeldOtherwiseThanItIsStored) {
  const Int8Copy copy("layer_norm-gelu-bottleneck");
  const auto stored = copy.int8();
  const auto widened = copy.int8(Precision::kFloat32);
  const auto narrowed = copy.floats(Precision::kInt8);
  ASSERT_TRUE(stored != nullptr && widened != nullptr && narrowed != nullptr);
  EXPECT_STREQ(widened->kernel_name(), Dense::float_kernel_name());
  EXPECT_STREQ(narrowed->kernel_name(), kernels().name);
  const auto want = features_of(*stored, kIds, kIds.size());
  const auto wide = features_of(*widened, kIds, kIds.size());
  // The floats are the steps of 8 bits, so narrowing finds them again.
  const auto narrow = features_of(*narrowed, kIds, kIds.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    ASSERT_NEAR(wide[i], want[i], 2e-3) << i;
    ASSERT_NEAR(narrow[i], want[i], 2e-3) << i;
  }
}

TEST(Int8, BidirectionalFeaturesToo) {
  for (const std::string& variant : bidirectional_variants()) {
    SCOPED_TRACE(variant);
    const Int8Copy copy(variant);
    const auto int8 = copy.int8();
    const auto floats = copy.floats();
    ASSERT_TRUE(int8 != nullptr && floats != nullptr);
    const std::vector<int32_t> ids = {2, 9, 10, 11};
    std::vector<float> got(ids.size() * int8->config().head_size);
    std::vector<float> want(got.size());
    ASSERT_TRUE(int8->forward_bidirectional(ids, got).ok());
    ASSERT_TRUE(floats->forward_bidirectional(ids, want).ok());
    for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 2e-3) << i;
  }
}

TEST(Int8, TokenByTokenIsBitForBitAllAtOnce) {
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const auto model = Int8Copy(variant).int8();
    ASSERT_NE(model, nullptr);
    const auto at_once = features_of(*model, kIds, kIds.size());
    EXPECT_EQ(features_of(*model, kIds, 1), at_once);
    EXPECT_EQ(features_of(*model, kIds, 3), at_once);
  }
}

TEST(Int8, ABranchIsBitForBitWhatCommittedTokensAre) {
  const auto model = Int8Copy("layer_norm-relu-bottleneck").int8();
  ASSERT_NE(model, nullptr);
  const std::size_t width = model->config().head_size;
  KvCache cache = model->make_cache();
  ASSERT_TRUE(model->forward(cache, kIds, {}, {}).ok());
  const std::vector<int32_t> branch = {8, 12, 30};
  const QueryBlock block = {cache.size(), branch, 0, true};
  std::vector<float> features(3 * width);
  ASSERT_TRUE(model->forward(cache, {}, {&block, 1}, features).ok());
  ASSERT_TRUE(model->forward(cache, branch, {}, {}).ok());
  for (std::size_t i = 0; i < branch.size(); ++i) {
    const auto committed = cache.features(kIds.size() + i);
    EXPECT_TRUE(std::equal(committed.begin(), committed.end(),
                           features.begin() + static_cast<std::ptrdiff_t>(i * width)));
  }
}

TEST(Int8, ProbabilitiesAreTheSoftmaxOfTheLogits) {
  const Int8Copy copy("layer_norm-relu-bottleneck");
  for (const auto& model : {copy.int8(), copy.floats()}) {
    ASSERT_NE(model, nullptr);
    const std::size_t vocab = model->config().vocab_size;
    std::mt19937 random(3);
    std::normal_distribution<float> value(0, 4);
    std::vector<float> features(3 * model->config().head_size);
    for (float& x : features) x = value(random);
    std::vector<float> logits(3 * vocab);
    ASSERT_TRUE(model->logits(features, logits).ok());
    std::vector<std::vector<float>> rows(3, std::vector<float>(vocab));
    const std::vector<std::span<float>> out(rows.begin(), rows.end());
    ASSERT_TRUE(model->probabilities(features, out).ok());
    const std::vector<int32_t> pieces = {0, static_cast<int32_t>(vocab) - 1, 17};
    // A row may be asked about several pieces, or none.
    const std::vector<PieceQuestion> asked = {
        {2, pieces[2]}, {0, pieces[0]}, {2, pieces[0]}, {1, pieces[1]}};
    std::vector<float> log_probs(4);
    ASSERT_TRUE(model->log_probs(features, asked, log_probs).ok());
    for (std::size_t r = 0; r < 3; ++r) {
      const std::span<float> row = std::span(logits).subspan(r * vocab, vocab);
      const auto piece = static_cast<std::size_t>(pieces[r]);
      const float logit = row[piece];
      const float total = softmax_in_place(row);
      const std::size_t place = std::array<std::size_t, 3>{1, 3, 0}.at(r);
      for (std::size_t i = 0; i < vocab; ++i) EXPECT_NEAR(rows[r][i], row[i] / total, 1e-6);
      EXPECT_NEAR(log_probs[place], std::log(row[piece] / total), 1e-4) << logit;
      if (r == 2) {
        EXPECT_NEAR(log_probs[2], std::log(row[0] / total), 1e-4);
      }
    }
    using Questions = std::vector<PieceQuestion>;
    EXPECT_FALSE(model->log_probs(features, Questions{{0, -1}}, log_probs).ok());
    EXPECT_FALSE(model->log_probs(features, Questions{{3, 1}}, log_probs).ok());
    EXPECT_FALSE(model->log_probs(features, Questions(9, {0, 1}), log_probs).ok());
    std::vector<float> small(vocab - 1);
    const std::span<float> too_small = small;
    EXPECT_FALSE(model->probabilities(features, {&too_small, 1}).ok());
  }
}

TEST(Int8, CallsAllocateNothingOnceWarm) {
  const auto model = Int8Copy("layer_norm-gelu-bottleneck").int8();
  ASSERT_NE(model, nullptr);
  const std::size_t width = model->config().head_size;
  const std::vector<QueryBlock> blocks = {{3, {4, 10}, 0}};
  const std::vector<PieceQuestion> pieces = {{0, 5}};
  std::vector<float> features(width);
  std::vector<float> log_probs(1);
  std::vector<float> probabilities(model->config().vocab_size);
  const std::span<float> out = probabilities;
  KvCache cache = model->make_cache();
  const auto call = [&] {
    cache.truncate(0);
    bool fine = model->forward(cache, std::span(kIds).first(4), blocks, features).ok();
    fine = model->forward(cache, std::span(kIds).subspan(4, 1), {}, {}).ok() && fine;
    fine = model->probabilities(features, {&out, 1}).ok() && fine;
    fine = model->log_probs(features, pieces, log_probs).ok() && fine;
    return model->logits(features, probabilities).ok() && fine;
  };
  ASSERT_TRUE(call());
  const uint64_t before = allocations();
  const bool fine = call();
  const uint64_t after = allocations();
  EXPECT_TRUE(fine);
  EXPECT_EQ(after, before);
  // It does count: buffers of another size are new ones.
  ASSERT_TRUE(model->forward(cache, std::span(kIds).subspan(5), blocks, features).ok());
  cache.truncate(0);
  ASSERT_TRUE(model->forward(cache, kIds, blocks, features).ok());
  EXPECT_GT(allocations(), after);
}

TEST(Int8, ThreadsShareWeightsThatOneOfThemGivesBack) {
  const auto model = Int8Copy("layer_norm-relu-bottleneck").int8();
  ASSERT_NE(model, nullptr);
  const auto want = features_of(*model, kIds, 3);
  const auto work = [&](bool gives_back) {
    for (int i = 0; i < 60; ++i) {
      EXPECT_EQ(features_of(*model, kIds, 3), want);
      if (gives_back && i % 7 == 0) model->trim();
    }
  };
  std::thread one(work, false);
  std::thread two(work, true);
  one.join();
  two.join();
}

}  // namespace
}  // namespace inkling
