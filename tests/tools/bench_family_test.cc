#include "tools/bench_family.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inkling {
namespace {

/// A model of the family, small enough for a test.
FamilyModel small(FamilyModel model) {
  ModelConfig& c = model.config;
  const bool plain = c.bottleneck_size == 0;
  c.num_hidden_layers = 2;
  c.vocab_size = 200;
  c.hidden_size = c.head_size = 32;
  c.embedding_size = plain ? 32 : 16;
  c.bottleneck_size = plain ? 0 : 16;
  c.intermediate_size = 24;
  c.num_attention_heads = 4;
  return model;
}

std::vector<FamilyModel> small_family() {
  std::vector<FamilyModel> out;
  for (FamilyModel& model : family_models()) out.push_back(small(std::move(model)));
  return out;
}

void say_nothing(const std::string& /*what*/) {}

TEST(BenchFamily, MeasuresEveryModelAtEveryLength) {
  const std::vector<FamilyModel> models = small_family();
  for (const Precision precision : {Precision::kFloat32, Precision::kInt8}) {
    const auto rows = measure_family(models, precision, 2, say_nothing);
    ASSERT_TRUE(rows) << rows.error().message;
    ASSERT_EQ(rows->size(), models.size());
    for (std::size_t i = 0; i < models.size(); ++i) {
      const FamilyRow& row = (*rows)[i];
      EXPECT_EQ(row.model, models[i].name);
      EXPECT_EQ(row.precision, precision);
      EXPECT_EQ(row.millis.size(), kFamilyTokens.size());
      for (const auto& [tokens, ms] : row.millis) EXPECT_GT(ms, 0) << tokens;
      EXPECT_GT(row.parameters, 1000U);
      EXPECT_GT(row.megabytes, 0);
    }
  }
}

TEST(BenchFamily, MobileBertHasThePublishedParameters) {
  const std::vector<FamilyModel> models = family_models();
  const auto found = std::find_if(models.begin(), models.end(),
                                  [](const FamilyModel& m) { return m.name == "mobilebert"; });
  ASSERT_NE(found, models.end());
  ModelConfig one_layer = found->config;
  one_layer.num_hidden_layers = 1;
  const auto one = measure_family({{"one", one_layer}}, Precision::kInt8, 1, say_nothing);
  one_layer.num_hidden_layers = 2;
  const auto two = measure_family({{"two", one_layer}}, Precision::kInt8, 1, say_nothing);
  ASSERT_TRUE(one && two);
  // What the masked-LM model of the published checkpoint has: 24 layers and all the rest.
  const uint64_t layer = (*two)[0].parameters - (*one)[0].parameters;
  EXPECT_EQ((*one)[0].parameters + 23 * layer, 36596538U);
}

TEST(BenchFamily, APackKeepsItsShapeAndGetsRoomForTheLongestText) {
  ModelConfig config;
  config.max_context = 64;
  config.max_position = 80;
  config.num_hidden_layers = 6;
  const FamilyModel model = pack_shape(config);
  EXPECT_EQ(model.config.num_hidden_layers, 6U);
  EXPECT_GE(model.config.max_context, kFamilyTokens.back());
  EXPECT_GT(model.config.max_position, model.config.max_context);
}

TEST(BenchFamily, TheAblationChangesNormsAndActivationsAlone) {
  const std::vector<FamilyModel> models = ablation_models();
  ASSERT_EQ(models.size(), 4U);
  EXPECT_EQ(models.front().name, "LayerNorm + GELU");
  EXPECT_EQ(models.back().name, "NoNorm + ReLU");
  for (const FamilyModel& model : models) {
    EXPECT_EQ(model.config.hidden_size, models.front().config.hidden_size);
    EXPECT_EQ(model.config.intermediate_size, models.front().config.intermediate_size);
  }
}

}  // namespace
}  // namespace inkling
