// Damaged and hostile model files are errors that name the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

#include "engine/model/kernels.h"
#include "engine/model/safetensors.h"
#include "tests/model/model_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

constexpr const char* kVariant = "layer_norm-relu-bottleneck";

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

class ModelFile : public ::testing::Test {
 protected:
  ModelFile()
      : config_(contents(golden_folder(kVariant) + "/config.json")),
        weights_(contents(golden_folder(kVariant) + "/model.safetensors")) {}
  Result<std::unique_ptr<MobileBert>> open(const std::string& config, const std::string& weights) {
    write(folder_.file("config.json"), config);
    write(folder_.file("model.safetensors"), weights);
    return MobileBert::open(folder_.path());
  }
  [[nodiscard]] std::string with(const std::string& from, const std::string& to) const {
    std::string out = config_;
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return out.replace(at, from.size(), to);
  }

  TempFolder folder_;
  std::string config_, weights_;
};

TEST_F(ModelFile, WholeCopyOpens) { EXPECT_TRUE(open(config_, weights_).ok()); }

TEST_F(ModelFile, MissingFilesAreNotFound) {
  EXPECT_EQ(MobileBert::open(folder_.file("none")).error().code, ErrorCode::kNotFound);
  write(folder_.file("config.json"), config_);
  EXPECT_EQ(MobileBert::open(folder_.path()).error().code, ErrorCode::kNotFound);
}

TEST_F(ModelFile, EveryTruncationIsAnError) {
  for (std::size_t size = 0; size < weights_.size(); size += 97) {
    const auto model = open(config_, weights_.substr(0, size));
    ASSERT_FALSE(model.ok()) << size;
    EXPECT_NE(model.error().message.find("model.safetensors"), std::string::npos);
  }
}

TEST_F(ModelFile, BadConfigNamesTheField) {
  const std::pair<std::string, std::string> bad[] = {
      {"\"hidden_size\": 12", "\"hidden_size\": -3"},
      {"\"hidden_size\": 12", "\"hidden_size\": 1e30"},
      {"\"hidden_size\": 12", "\"hidden_size\": \"wide\""},
      {"\"num_attention_heads\": 2", "\"num_attention_heads\": 3"},
      {"\"hidden_act\": \"relu\"", "\"hidden_act\": \"swish\""},
      {"\"max_context\": 16", "\"max_context\": 24"},
      {"\"head_size\": 8", "\"head_size\": 9"},
      {"\"causal_weight\": 0.5", "\"causal_weight\": 7"},
  };
  for (const auto& [from, to] : bad) {
    const auto model = open(with(from, to), weights_);
    ASSERT_FALSE(model.ok()) << to;
    const std::string field = from.substr(1, from.find('"', 1) - 1);
    EXPECT_NE(model.error().message.find(field), std::string::npos) << model.error().message;
  }
  EXPECT_FALSE(open("", weights_).ok());
  EXPECT_FALSE(open("[1]", weights_).ok());
  EXPECT_EQ(open(with("inkling-mobilebert", "gpt"), weights_).error().code,
            ErrorCode::kUnsupported);
}

TEST_F(ModelFile, ConfigThatDisagreesWithTheTensorsIsCorrupt) {
  const auto model = open(with("\"vocab_size\": 40", "\"vocab_size\": 41"), weights_);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(model.error().message.find("word_embeddings"), std::string::npos);
}

TEST_F(ModelFile, HostileHeadersAreErrors) {
  const auto file = [](const std::string& header, const std::string& data) {
    std::string out(8, '\0');
    const uint64_t size = header.size();
    std::memcpy(out.data(), &size, sizeof size);
    return out + header + data;
  };
  for (const std::string& text :
       {std::string(8, '\xff'), file("{", ""), file("[]", ""),
        file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,400]}})", "12345678"),
        file(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,8]}})", "12345678"),
        file(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}})",
             "12345678"),
        file(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", "12345678"),
        file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", "12345678"),
        file(R"({"a":{"dtype":5}})", "")}) {
    write(folder_.file("x"), text);
    EXPECT_FALSE(SafeTensors::open(folder_.file("x")).ok());
  }
}

TEST_F(ModelFile, WeightsThatAreNotFiniteAreCorrupt) {
  std::string damaged = weights_;
  const float infinity = INFINITY;
  std::memcpy(damaged.data() + damaged.size() - sizeof infinity, &infinity, sizeof infinity);
  const auto model = open(config_, damaged);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::kCorrupt);
}

/// A file of one tensor of bytes, [2][3], with `scales` as JSON of their shape and their bytes.
std::string whole_numbers(const std::string& scales, const std::vector<float>& steps) {
  const std::string header = R"({"w":{"dtype":"I8","shape":[2,3],"data_offsets":[0,6]})" + scales +
                             "}" + std::string(2, ' ');
  std::string out(8, '\0');
  const uint64_t size = header.size();
  std::memcpy(out.data(), &size, sizeof size);
  out += header;
  for (const int value : {-127, 0, 127, 1, -2, 3}) out += static_cast<char>(value);
  out.append(reinterpret_cast<const char*>(steps.data()), steps.size() * sizeof(float));
  return out;
}

TEST_F(ModelFile, WholeNumbersAreStepsOfTheirRow) {
  write(folder_.file("x"),
        whole_numbers(R"(,"w_scale":{"dtype":"F32","shape":[2],"data_offsets":[6,14]})",
                      {0.5F, 0.25F}));
  const auto file = SafeTensors::open(folder_.file("x"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  const std::array<std::size_t, 2> shape = {2, 3};
  const auto all = file->read("w", shape);
  ASSERT_TRUE(all.ok()) << all.error().message;
  EXPECT_EQ(*all, (std::vector<float>{-63.5F, 0, 63.5F, 0.25F, -0.5F, 0.75F}));
  std::array<float, 3> row{};
  file->view("w", shape)->widen(3, row);
  EXPECT_EQ(row, (std::array<float, 3>{0.25F, -0.5F, 0.75F}));
}

TEST_F(ModelFile, WholeNumbersWithoutTheirStepsAreErrors) {
  const std::array<std::size_t, 2> shape = {2, 3};
  const std::pair<std::string, ErrorCode> wrong[] = {
      {"", ErrorCode::kNotFound},
      {R"(,"w_scale":{"dtype":"F32","shape":[1],"data_offsets":[6,10]})", ErrorCode::kCorrupt},
      {R"(,"w_scale":{"dtype":"F16","shape":[2],"data_offsets":[6,10]})", ErrorCode::kCorrupt},
  };
  for (const auto& [scales, code] : wrong) {
    write(folder_.file("x"), whole_numbers(scales, {0.5F, 0.25F}));
    const auto file = SafeTensors::open(folder_.file("x"));
    ASSERT_TRUE(file.ok()) << file.error().message;
    EXPECT_EQ(file->read("w", shape).error().code, code) << scales;
  }
  // A step that is no number is found where every other such value is.
  write(folder_.file("x"),
        whole_numbers(R"(,"w_scale":{"dtype":"F32","shape":[2],"data_offsets":[6,14]})",
                      {INFINITY, 0.25F}));
  EXPECT_FALSE(SafeTensors::open(folder_.file("x"))->read("w", shape).ok());
}

TEST(HalfToFloat, WidensEveryKindOfNumber) {
  EXPECT_EQ(half_to_float(0x0000), 0.0F);
  EXPECT_EQ(half_to_float(0x3c00), 1.0F);
  EXPECT_EQ(half_to_float(0xc000), -2.0F);
  EXPECT_EQ(half_to_float(0x7bff), 65504.0F);
  EXPECT_EQ(half_to_float(0x0001), 0x1p-24F);
  EXPECT_EQ(half_to_float(0x03ff), 1023 * 0x1p-24F);
  EXPECT_EQ(half_to_float(0x0400), 0x1p-14F);
  EXPECT_TRUE(std::isinf(half_to_float(0x7c00)));
  EXPECT_TRUE(std::isnan(half_to_float(0x7e00)));
}

TEST(Kernels, ExponentialsAreAccurate) {
  std::vector<float> values;
  values.reserve(2160);
  for (int i = 0; i < 2160; ++i) values.push_back(-0.037F * static_cast<float>(i));
  std::vector<float> got = values;
  const float sum = exp_in_place(got, 0);
  double want_sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double want = std::exp(static_cast<double>(values[i]));
    want_sum += want;
    EXPECT_NEAR(static_cast<double>(got[i]) / want, 1, 3e-7) << values[i];
  }
  EXPECT_NEAR(static_cast<double>(sum) / want_sum, 1, 1e-5);
}

TEST(Kernels, LogarithmsAreAccurate) {
  std::vector<float> values;
  for (float x = std::numeric_limits<float>::min(); x < 1e6F; x *= 1.0137F) values.push_back(x);
  for (int i = 1; i < 2000; ++i) values.push_back(0.001F * static_cast<float>(i));
  std::vector<float> got = values;
  log_in_place(got);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double want = std::log(static_cast<double>(values[i]));
    EXPECT_NEAR(static_cast<double>(got[i]), want, std::max(1e-6, 2e-7 * std::abs(want)))
        << values[i];
  }
  std::vector<float> none = {0, 1e-44F};
  log_in_place(none);
  for (const float x : none) EXPECT_NEAR(x, std::log(std::numeric_limits<float>::min()), 1e-4);
}

TEST(Kernels, SoftmaxIsStableFarFromZero) {
  std::vector<float> values = {1000, 1000, 0};
  EXPECT_NEAR(softmax_in_place(values), 2, 1e-6);
  EXPECT_NEAR(values[0], 1, 1e-6);
  EXPECT_NEAR(values[2], 0, 1e-6);
}

TEST(Kernels, LogSumExpIsStableFarFromZero) {
  std::vector<float> scratch;
  EXPECT_NEAR(log_sum_exp(std::vector<float>{1000, 1000}, &scratch), 1000 + std::log(2.0F), 1e-3);
  EXPECT_NEAR(log_sum_exp(std::vector<float>{-1000}, &scratch), -1000, 1e-3);
}

}  // namespace
}  // namespace inkling
