// Damaged and hostile model files: each is an error that names file, tensor and reason, and costs
// no time and no memory to speak of. What the fuzzers find becomes a line here.
#include "tests/model/bad_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ctime>
#include <fstream>
#include <limits>

#include "tests/temp_folder.h"

namespace inkling {
namespace {

using Json = nlohmann::json;

// Of 8 bits, [10][8], and the scales of its rows.
constexpr const char* kMatrix = "encoder.layer.1.intermediate.dense.weight";
constexpr const char* kScales = "encoder.layer.1.intermediate.dense.weight_scale";
// Of floats, [10].
constexpr const char* kBias = "encoder.layer.1.intermediate.dense.bias";
// The first and the last in the file.
constexpr const char* kFirst = "cls.predictions.bias";
constexpr const char* kLast = "encoder.layer.1.output.dense.weight_scale";

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

Damage with_shape(const Json& shape) { return with_field(kMatrix, "shape", shape); }
Damage with_offsets(const Json& offsets) { return with_field(kMatrix, "data_offsets", offsets); }

const std::vector<BadModel>& bad_headers() {
  using enum ErrorCode;
  static const std::vector<BadModel> rows = {
      {"EmptyFile", [](ModelParts& p) { p.empty_file = true; }, kCorrupt, {"too short"}},
      {"CutInTheLength",
       [](ModelParts& p) { p.file = p.whole().substr(0, 5); },
       kCorrupt,
       {"too short"}},
      {"CutInTheHeader",
       [](ModelParts& p) { p.file = p.whole().substr(0, 1000); },
       kCorrupt,
       {"header", "beyond the file"}},
      {"CutInTheFirstTensor", cut_in(kFirst, 3), kCorrupt, {kFirst, "cut off"}},
      {"CutInTheMiddle", cut_in(kMatrix, 1), kCorrupt, {kMatrix, "cut off"}},
      {"CutBehindATensor", cut_in(kScales, 0), kCorrupt, {kScales, "cut off"}},
      {"CutInTheLastTensor", cut_in(kLast, 7), kCorrupt, {kLast, "cut off"}},
      {"LengthBeyondTheFile",
       [](ModelParts& p) { p.file = std::string(8, '\xff') + "{}"; },
       kCorrupt,
       {"header", "beyond the file"}},
      {"HeaderOfSixteenMegabytes",
       with_file("{}" + std::string(16U << 20U, ' '), ""),
       kCorrupt,
       {"header", "longer than"}},
      {"NoJson", with_file("{\"a\":", ""), kCorrupt, {"header", "no JSON from byte"}},
      {"NoText", with_file("{\"a\xff\":1}", ""), kCorrupt, {"header", "no JSON from byte"}},
      {"NothingInTheHeader", with_file("", ""), kCorrupt, {"header", "no JSON"}},
      {"AList", with_file("[]", ""), kCorrupt, {"header", "not a JSON object"}},
      {"DeepLists",
       with_file(repeated("[", 4U << 20U), ""),
       kCorrupt,
       {"header", "not a JSON object"}},
      {"DeepObjects",
       with_file(repeated("{\"a\":", 1U << 20U), ""),
       kCorrupt,
       {"tensor a", "field a"}},
      {"DeepMetadata",
       with_file(R"({"__metadata__":{"a":)" + repeated("[", 1U << 20U), ""),
       kCorrupt,
       {"__metadata__"}},
      {"NumberAsTensor", with_file(R"({"a":5})", ""), kCorrupt, {"tensor a", "JSON object"}},
      {"NoType",
       with_file(R"({"a":{"shape":[0],"data_offsets":[0,0]}})", ""),
       kCorrupt,
       {"tensor a", "dtype"}},
      {"TypeThatIsANumber", with_file(R"({"a":{"dtype":5}})", ""), kCorrupt, {"tensor a", "dtype"}},
      {"NoShape",
       with_file(R"({"a":{"dtype":"F32","data_offsets":[0,0]}})", ""),
       kCorrupt,
       {"tensor a", "shape"}},
      {"NoOffsets",
       with_file(R"({"a":{"dtype":"F32","shape":[0]}})", ""),
       kCorrupt,
       {"tensor a", "data_offsets"}},
      {"ThreeOffsets", with_offsets({0, 1, 2}), kCorrupt, {kMatrix, "data_offsets"}},
      {"OneOffset", with_offsets({0}), kCorrupt, {kMatrix, "data_offsets"}},
      {"NegativeOffset", with_offsets({-8, 72}), kCorrupt, {kMatrix, "data_offsets"}},
      {"FieldThatTheFormatLacks",
       [](ModelParts& p) { p.change_header([](Json& h) { h[kMatrix]["url"] = "x"; }); },
       kCorrupt,
       {kMatrix, "field url"}},
      {"NameThatIsNoName",
       with_file("{\"\\n" + repeated("x", 500) + "\":5}", ""),
       kCorrupt,
       {"tensor ?xxx", "xxx..."}},
      {"AHundredThousandTensors",
       [](ModelParts& p) {
         std::string header = "{";
         for (int i = 0; i < 100'000; ++i) {
           header +=
               "\"" + std::to_string(i) + R"(":{"dtype":"I8","shape":[0],"data_offsets":[0,0]},)";
         }
         header.back() = '}';
         p.file = tensor_file(header, "");
       },
       kNotFound,
       {"missing"}},
  };
  return rows;
}

const std::vector<BadModel>& bad_tensors() {
  using enum ErrorCode;
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  static const std::vector<BadModel> rows = {
      {"NegativeShape", with_shape({-10, 8}), kCorrupt, {kMatrix, "shape"}},
      {"FractionalShape", with_shape({10, 8.5}), kCorrupt, {kMatrix, "shape"}},
      {"ShapeThatOverflows",
       with_shape({uint64_t{1} << 32U, uint64_t{1} << 32U}),
       kCorrupt,
       {kMatrix, "[4294967296, 4294967296]", "larger than the file"}},
      {"ShapeBeyondNumbers", with_shape({1e30}), kCorrupt, {kMatrix, "shape"}},
      {"ShapeOfFiveDimensions", with_shape({1, 1, 1, 10, 8}), kCorrupt, {kMatrix, "dimensions"}},
      {"ShapeThatIsNotOfTheBytes",
       with_shape({10, 7}),
       kCorrupt,
       {kMatrix, "[10, 7] of I8", "80 bytes"}},
      {"LayersOfEightThousand",
       with_file(R"({"a":{"dtype":"I8","shape":[8192,8192],"data_offsets":[0,8]}})", "12345678"),
       kCorrupt,
       {"tensor a", "larger than the file"}},
      {"OffsetsBackwards", with_offsets({80, 0}), kCorrupt, {kMatrix, "ends before it begins"}},
      {"OffsetsBeyondNumbers",
       with_offsets({0, ~uint64_t{0}}),
       kCorrupt,
       {kMatrix, "cut off", "18446744073709551615"}},
      {"LayersThatShareTheirBytes",
       [](ModelParts& p) {
         p.change_header([](Json& h) {
           h[kMatrix]["data_offsets"] =
               h["encoder.layer.0.intermediate.dense.weight"]["data_offsets"];
         });
       },
       kCorrupt,
       {"intermediate.dense.weight overlaps with tensor", "encoder.layer.0"}},
      {"TensorsThatOverlap",
       [](ModelParts& p) {
         p.change_header([](Json& h) {
           auto& offsets = h[kScales]["data_offsets"];
           offsets = {offsets[0].get<int>() - 4, offsets[1].get<int>() - 4};
         });
       },
       kCorrupt,
       {kScales, "overlaps with", kMatrix}},
      {"Hole",
       [](ModelParts& p) { p.change_header([](Json& h) { h.erase(kMatrix); }); },
       kCorrupt,
       {kScales, "bytes before it"}},
      {"BytesBehindTheLast",
       [](ModelParts& p) { p.file = p.whole() + "x"; },
       kCorrupt,
       {kLast, "bytes follow"}},
      {"SameNameTwice",
       with_file(R"({"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},)"
                 R"("a":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}})",
                 "xy"),
       kCorrupt,
       {"tensor a", "twice"}},
      {"MissingMatrix",
       [](ModelParts& p) { p.tensors.erase(kMatrix); },
       kNotFound,
       {kMatrix, "missing"}},
      {"MissingBias", [](ModelParts& p) { p.tensors.erase(kBias); }, kNotFound, {kBias, "missing"}},
      {"MissingScales",
       [](ModelParts& p) { p.tensors.erase(kScales); },
       kNotFound,
       {kMatrix, "no scales"}},
      {"ScalesOfAnotherShape",
       [](ModelParts& p) {
         p.tensors[kScales].shape = {9};
         p.tensors[kScales].bytes.resize(9 * sizeof(float));
       },
       kCorrupt,
       {kMatrix, "one F32 scale for each row"}},
      {"ScalesThatAreHalves",
       [](ModelParts& p) { p.fill_with_halves(kScales, 0x3c00); },
       kCorrupt,
       {kMatrix, "one F32 scale for each row"}},
      {"ScaleNan", with_number(kScales, 3, kNan), kCorrupt, {kScales, "nan in row 3"}},
      {"ScaleInfinite", with_number(kScales, 3, INFINITY), kCorrupt, {kScales, "inf in row 3"}},
      {"ScaleNegative", with_number(kScales, 9, -0.5F), kCorrupt, {kScales, "-0.5", "row 9"}},
      {"ScaleZero", with_number(kScales, 0, 0), kCorrupt, {kScales, "row 0", "above 0"}},
      {"ScaleThatOverflows", with_number(kScales, 1, 3e38F), kCorrupt, {kScales, "row 1"}},
      {"EmbeddingScaleNan",
       with_number("embeddings.word_embeddings.weight_scale", 39, kNan),
       kCorrupt,
       {"embeddings.word_embeddings.weight_scale", "row 39"}},
      {"WeightNan", with_number(kBias, 2, kNan), kCorrupt, {kBias, "not finite"}},
      {"WeightInfinite", with_number(kBias, 2, -INFINITY), kCorrupt, {kBias, "not finite"}},
      {"WeightHuge", with_number(kBias, 2, 2e15F), kCorrupt, {kBias, "beyond 1e15"}},
      {"HalfNan",
       [](ModelParts& p) { p.fill_with_halves(kBias, 0x7e00); },
       kCorrupt,
       {kBias, "not finite"}},
      {"HalfInfinite",
       [](ModelParts& p) { p.fill_with_halves(kBias, 0xfc00); },
       kCorrupt,
       {kBias, "not finite"}},
      {"TypeOfAnotherRuntime",
       [](ModelParts& p) { p.change_header([](Json& h) { h[kMatrix]["dtype"] = "F8_E4M3"; }); },
       kUnsupported,
       {kMatrix, "F8_E4M3", "convert"}},
  };
  return rows;
}

const std::vector<BadModel>& bad_configs() {
  using enum ErrorCode;
  static const std::vector<BadModel> rows = {
      {"ShapeOfAnotherConfig",
       with_config("vocab_size", 41),
       kCorrupt,
       {"model.safetensors", "tensor embeddings.word_embeddings.weight", "[40, 8]", "[41, 8]"}},
      {"MoreLayersThanTensors",
       with_config("num_hidden_layers", 128),
       kNotFound,
       {"model.safetensors", "tensor encoder.layer.2.", "missing"}},
      {"ConfigEmpty",
       [](ModelParts& p) { p.config_text = " "; },
       kCorrupt,
       {"config.json", "JSON"}},
      {"ConfigAList",
       [](ModelParts& p) { p.config_text = "[1]"; },
       kCorrupt,
       {"config.json", "JSON"}},
      {"ConfigDeep",
       [](ModelParts& p) { p.config_text = repeated("[", 100'000); },
       kCorrupt,
       {"config.json", "JSON"}},
      {"ConfigOfTwoMegabytes",
       [](ModelParts& p) { p.config_text = "{}" + std::string(2'000'000, ' '); },
       kCorrupt,
       {"config.json"}},
      {"ConfigOfAnotherModel", with_config("model_type", "gpt"), kUnsupported, {"model_type"}},
      {"ConfigOfANewerFormat",
       with_config("format_version", 2),
       kUnsupported,
       {"format_version 2", "newer", "update Inkling"}},
      {"ConfigOfNoFormat", with_config("format_version", "1"), kCorrupt, {"format_version"}},
      {"FieldMissing", [](ModelParts& p) { p.config.erase("head_size"); }, kCorrupt, {"head_size"}},
      {"WidthNegative", with_config("hidden_size", -3), kCorrupt, {"hidden_size", "whole number"}},
      {"WidthHuge", with_config("hidden_size", 1e30), kCorrupt, {"hidden_size"}},
      {"WidthAsText", with_config("hidden_size", "wide"), kCorrupt, {"hidden_size"}},
      {"HeadsThatDoNotDivide", with_config("num_attention_heads", 3), kCorrupt, {"heads"}},
      {"ActivationUnknown", with_config("hidden_act", "swish"), kCorrupt, {"hidden_act", "relu"}},
      {"ContextBeyondPositions", with_config("max_context", 24), kCorrupt, {"max_context"}},
      {"HeadOfAnotherWidth", with_config("head_size", 9), kCorrupt, {"head_size"}},
      {"WeightBeyondOne", with_config("causal_weight", 7), kCorrupt, {"causal_weight"}},
      {"CacheOfGigabytes",
       [](ModelParts& p) {
         p.config["num_hidden_layers"] = 128;
         p.config["bottleneck_size"] = 8192;
         p.config["max_position"] = 4097;
         p.config["max_context"] = 4096;
       },
       kCorrupt,
       {"max_context", "cache"}},
  };
  return rows;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class BadModelTest : public ::testing::TestWithParam<BadModel> {};

TEST_P(BadModelTest, IsAnErrorThatSaysWhatIsWrong) {
  const BadModel& row = GetParam();
  ModelParts parts;
  row.damage(parts);
  const double start = cpu_seconds();
  const auto model = parts.open();
  // A tenth of a second where nothing slows it down, sanitizers and emulators among them.
  EXPECT_LT(cpu_seconds() - start, 10);
  ASSERT_FALSE(model.ok());
  const Error& error = model.error();
  EXPECT_EQ(error.code, row.code) << error.message;
  for (const std::string& text : row.says) {
    EXPECT_NE(error.message.find(text), std::string::npos) << text << ": " << error.message;
  }
  // The file, and what to do about it.
  EXPECT_TRUE(error.message.find("/model.safetensors: ") != std::string::npos ||
              error.message.find("/config.json: ") != std::string::npos)
      << error.message;
  EXPECT_NE(error.message.find("; "), std::string::npos) << error.message;
}

std::string name_of(const ::testing::TestParamInfo<BadModel>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Headers, BadModelTest, ::testing::ValuesIn(bad_headers()), name_of);
INSTANTIATE_TEST_SUITE_P(Tensors, BadModelTest, ::testing::ValuesIn(bad_tensors()), name_of);
INSTANTIATE_TEST_SUITE_P(Configs, BadModelTest, ::testing::ValuesIn(bad_configs()), name_of);

TEST(BadModel, WhatIsNotDamagedOpens) {
  ModelParts parts;
  EXPECT_TRUE(parts.open().ok());
  // A field that this version does not know says nothing about those that it does.
  parts.config["trained_on"] = "letters";
  parts.config["format_version"] = 1;
  EXPECT_TRUE(parts.open().ok());
}

// By the fuzzer: weights that are all finite, and features that were not.
TEST(BadModel, WeightsWhoseProductsAreNotFiniteAreAnErrorOfTheForward) {
  ModelParts parts;
  parts.config["head_norm"] = "no_norm";
  for (const auto& [name, tensor] : parts.tensors) {
    if (tensor.type != "F32") continue;
    for (std::size_t i = 0; i < tensor.bytes.size() / sizeof(float); ++i) {
      parts.put_float(name, i, 1e12F);
    }
  }
  const auto model = parts.open();
  ASSERT_TRUE(model.ok()) << model.error().message;
  KvCache cache = (*model)->make_cache();
  std::vector<float> features((*model)->config().head_size);
  const std::vector<QueryBlock> blocks = {{1, {4}, 0}};
  const Status done = (*model)->forward(cache, std::vector<int32_t>{5}, blocks, features);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(done.error().message.find("not finite"), std::string::npos) << done.error().message;
  EXPECT_EQ(cache.size(), 0U);
}

TEST(BadModel, MissingFilesAreNotFound) {
  const TempFolder folder;
  EXPECT_EQ(MobileBert::open(folder.file("none")).error().code, ErrorCode::kNotFound);
  std::ofstream(folder.file("config.json")) << ModelParts().config.dump();
  EXPECT_EQ(MobileBert::open(folder.path()).error().code, ErrorCode::kNotFound);
}

TEST(BadModel, EveryTruncationIsAnErrorThatNamesTheFile) {
  ModelParts parts;
  const std::string whole = parts.whole();
  for (std::size_t size = 1; size < whole.size(); size += 97) {
    parts.file = whole.substr(0, size);
    const auto model = parts.open();
    ASSERT_FALSE(model.ok()) << size;
    EXPECT_NE(model.error().message.find("model.safetensors"), std::string::npos);
  }
}

}  // namespace
}  // namespace inkling
