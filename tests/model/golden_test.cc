// The runtime against activations that PyTorch computed in float64 (training/make_golden.py).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/model/model_files.h"

namespace inkling {
namespace {

constexpr float kTolerance = 2e-5F;

nlohmann::json golden(const std::string& variant) {
  std::ifstream file(golden_folder(variant) + "/golden.json");
  return nlohmann::json::parse(file);
}

void expect_near(std::span<const float> got, const std::vector<float>& want,
                 const std::string& what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  for (std::size_t i = 0; i < want.size(); ++i) {
    EXPECT_NEAR(got[i], want[i], kTolerance) << what << " at " << i;
  }
}

TEST(Golden, PrefixCausalFeaturesOfEveryVariant) {
  for (const std::string& variant : causal_variants()) {
    SCOPED_TRACE(variant);
    const auto model = open_golden(variant);
    ASSERT_NE(model, nullptr);
    const nlohmann::json want = golden(variant);
    const auto ids = want["ids"].get<std::vector<int32_t>>();
    std::vector<QueryBlock> blocks;
    for (const auto& b : want["blocks"]) {
      blocks.push_back({b["anchor"], b["ids"].get<std::vector<int32_t>>(), b["read_at"]});
    }
    const std::size_t width = model->config().head_size;
    std::vector<float> features(blocks.size() * width);
    KvCache cache = model->make_cache();
    ASSERT_TRUE(model->forward(cache, ids, blocks, features).ok());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      expect_near(cache.features(i), want["features"][i], "content token " + std::to_string(i));
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      expect_near(std::span(features).subspan(i * width, width), want["block_features"][i],
                  "block " + std::to_string(i));
    }
    std::vector<float> logits(model->config().vocab_size);
    ASSERT_TRUE(model->logits(std::span(features).first(width), logits).ok());
    expect_near(logits, want["logits"], "logits");
  }
}

TEST(Golden, BidirectionalFeaturesOfTheFamily) {
  for (const std::string& variant : bidirectional_variants()) {
    SCOPED_TRACE(variant);
    const auto model = open_golden(variant);
    ASSERT_NE(model, nullptr);
    const nlohmann::json want = golden(variant);
    const auto ids = want["ids"].get<std::vector<int32_t>>();
    const std::size_t width = model->config().head_size;
    std::vector<float> features(ids.size() * width);
    ASSERT_TRUE(model->forward_bidirectional(ids, features).ok());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      expect_near(std::span(features).subspan(i * width, width), want["features"][i],
                  "token " + std::to_string(i));
    }
    std::vector<float> logits(model->config().vocab_size);
    ASSERT_TRUE(model->logits(std::span(features).last(width), logits).ok());
    expect_near(logits, want["logits"], "logits");
  }
}

}  // namespace
}  // namespace inkling
