// What model files hold, as numbers. Damaged ones: bad_model_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>

#include "engine/model/kernels.h"
#include "engine/model/safetensors.h"
#include "tests/model/model_files.h"
#include "tests/temp_folder.h"

namespace inkling {
namespace {

TEST(ModelFile, WholeNumbersAreStepsOfTheirRow) {
  const TempFolder folder;
  const auto bytes = [](const auto& values) {
    return std::string(reinterpret_cast<const char*>(values.data()),
                       values.size() * sizeof values[0]);
  };
  const StoredTensors tensors = {
      {"w", {"I8", {2, 3}, bytes(std::array<int8_t, 6>{-127, 0, 127, 1, -2, 3})}},
      {"w_scale", {"F32", {2}, bytes(std::array<float, 2>{0.5F, 0.25F})}}};
  std::ofstream(folder.file("x"), std::ios::binary)
      << tensor_file(tensor_header(tensors).dump(), tensor_data(tensors));
  const auto file = SafeTensors::open(folder.file("x"));
  ASSERT_TRUE(file.ok()) << file.error().message;
  const std::array<std::size_t, 2> shape = {2, 3};
  const auto all = file->read("w", shape);
  ASSERT_TRUE(all.ok()) << all.error().message;
  EXPECT_EQ(*all, (std::vector<float>{-63.5F, 0, 63.5F, 0.25F, -0.5F, 0.75F}));
  std::array<float, 3> row{};
  file->view("w", shape)->widen(3, row);
  EXPECT_EQ(row, (std::array<float, 3>{0.25F, -0.5F, 0.75F}));
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
