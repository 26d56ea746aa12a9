// Every set of kernels gives the bits of the portable one.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include "engine/model/kernel_table.h"
#include "engine/model/tiled_weights.h"

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace inkling {
namespace {

/// Runs `check` for each set that this machine runs, beside the portable one, and says which others
/// there are.
template <typename Check>
void for_each_set(const Check& check) {
  std::size_t ran = 0;
  for (const KernelChoice& choice : kernel_choices()) {
    SCOPED_TRACE(choice.name);
    if (choice.kernels == nullptr || !choice.runs_here) {
      std::printf("[  NOT RUN ] %s: %s\n", choice.name,
                  choice.kernels == nullptr ? "not compiled for this architecture"
                                            : "this processor lacks it");
      continue;
    }
    EXPECT_STREQ(choice.kernels->name, choice.name);
    check(*choice.kernels, *portable_kernels());
    ++ran;
  }
  EXPECT_GE(ran, 1U);
}

std::vector<float> random_floats(std::size_t count, float most, std::mt19937* random) {
  std::uniform_real_distribution<float> value(-most, most);
  std::vector<float> out(count);
  for (float& x : out) x = value(*random);
  return out;
}

/// A product, with numbers at both ends of their range among them.
struct Product {
  Product(std::size_t wide, std::size_t high, std::size_t count, std::mt19937* random)
      : inputs(wide),
        outputs(high),
        rows(count),
        stride(whole_tiles(wide, kTileInputs) + 3),
        steps(random_floats(high, 0.01F, random)),
        bias(random_floats(high, 1, random)),
        row_steps(random_floats(count, 0.001F, random)) {
    const int32_t most = most_activation(inputs);
    std::uniform_int_distribution<int> weight(-128, 127);
    std::uniform_int_distribution<int> activation(-most, most);
    for (std::size_t i = 0; i < inputs * outputs; ++i) {
      weights.push_back(static_cast<int8_t>(weight(*random)));
    }
    for (std::size_t i = 0; i < rows * stride; ++i) {
      activations.push_back(static_cast<int16_t>(activation(*random)));
    }
    // The largest sums that there are, of either sign.
    for (std::size_t i = 0; i < inputs; ++i) {
      weights[i] = -128;
      if (outputs > 1) weights[inputs + i] = 127;
      activations[i] = static_cast<int16_t>(most);
      if (rows > 1) activations[stride + i] = static_cast<int16_t>(-most);
    }
  }
  [[nodiscard]] std::vector<float> by(const Kernels& kernels) const {
    TiledWeights tiles(inputs, steps, bias);
    tiles.set_rows(0, weights);
    std::vector<float> out(rows * (outputs + 2), -7);
    kernels.multiply(tiles.outputs_between(0, outputs),
                     {activations.data(), row_steps.data(), stride, rows}, out.data(), outputs + 2);
    return out;
  }

  std::size_t inputs, outputs, rows, stride;
  std::vector<int8_t> weights;
  std::vector<int16_t> activations;
  std::vector<float> steps, bias, row_steps;
};

TEST(Kernels, TheBestThatThisProcessorRunsAreTaken) {
  std::printf("[  KERNELS ] %s\n", kernels().name);
#if defined(__aarch64__) && defined(__linux__)
  const bool dot = (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0;
  EXPECT_STREQ(kernels().name, dot ? "int8-neon-dot" : "int8-portable");
#endif
  for (const KernelChoice& choice : kernel_choices()) {
    if (choice.kernels == nullptr || !choice.runs_here) continue;
    EXPECT_STREQ(kernels().name, choice.name);
    break;
  }
}

TEST(Kernels, ProductsOfEveryShapeAreThoseOfThePortableSet) {
  for_each_set([](const Kernels& kernels, const Kernels& portable) {
    std::mt19937 random(5);
    for (const std::size_t inputs : {1U, 8U, 15U, 16U, 17U, 33U, 64U, 128U, 384U, 1000U, 4096U}) {
      for (const std::size_t outputs : {1U, 5U, 31U, 32U, 33U, 70U}) {
        for (const std::size_t rows : {1U, 2U, 3U, 4U, 7U}) {
          const Product product(inputs, outputs, rows, &random);
          ASSERT_EQ(product.by(kernels), product.by(portable))
              << inputs << " x " << outputs << " x " << rows;
        }
      }
    }
  });
}

TEST(Kernels, ThePortableProductIsTheSumOfProducts) {
  std::mt19937 random(6);
  const Product product(384, 9, 3, &random);
  const std::vector<float> got = product.by(*portable_kernels());
  for (std::size_t r = 0; r < product.rows; ++r) {
    for (std::size_t o = 0; o < product.outputs; ++o) {
      int64_t total = 0;
      for (std::size_t i = 0; i < product.inputs; ++i) {
        total += int64_t{product.weights[o * product.inputs + i]} *
                 product.activations[r * product.stride + i];
      }
      const double want = static_cast<double>(total) * static_cast<double>(product.row_steps[r]) *
                              static_cast<double>(product.steps[o]) +
                          static_cast<double>(product.bias[o]);
      EXPECT_NEAR(got[r * (product.outputs + 2) + o], want, 1e-5 * (1 + std::abs(want)));
    }
    // Nothing is written beyond a row.
    EXPECT_EQ(got[r * (product.outputs + 2) + product.outputs], -7);
  }
}

TEST(Kernels, TilesHoldEveryRowWhereverItWasPutIn) {
  std::mt19937 random(11);
  const Product product(21, 77, 2, &random);
  TiledWeights tiles(product.inputs, product.steps, product.bias);
  const std::span<const int8_t> weights = product.weights;
  const std::size_t cut = 40;  // inside a tile
  tiles.set_rows(cut, weights.subspan(cut * product.inputs));
  tiles.set_rows(0, weights.first(cut * product.inputs));
  EXPECT_EQ(tiles.padded_inputs(), 32U);
  const std::vector<float> all = product.by(*portable_kernels());
  // Some of the outputs alone are those of all.
  std::vector<float> some(product.rows * 40, -7);
  portable_kernels()->multiply(
      tiles.outputs_between(32, 70),
      {product.activations.data(), product.row_steps.data(), product.stride, product.rows},
      some.data(), 40);
  for (std::size_t r = 0; r < product.rows; ++r) {
    for (std::size_t o = 32; o < 70; ++o) {
      EXPECT_EQ(some[r * 40 + o - 32], all[r * (product.outputs + 2) + o]);
    }
    EXPECT_EQ(some[r * 40 + 38], -7);
  }
}

TEST(Kernels, WeightsComeWithinHalfAStepOfWhatTheyWere) {
  std::mt19937 random(12);
  const std::vector<float> row = random_floats(100, 3, &random);
  std::vector<int8_t> numbers(row.size());
  const float step = quantize_weights(row, numbers);
  for (std::size_t i = 0; i < row.size(); ++i) {
    EXPECT_NEAR(step * static_cast<float>(numbers[i]), row[i], 0.51F * step);
    EXPECT_GE(numbers[i], -127);
  }
  std::vector<int8_t> none(5, 3);
  EXPECT_EQ(quantize_weights(std::vector<float>(5), none), 0);
  EXPECT_EQ(none, std::vector<int8_t>(5, 0));
}

TEST(Kernels, ActivationsComeWithinHalfAStepOfWhatTheyWere) {
  for_each_set([](const Kernels& kernels, const Kernels& portable) {
    std::mt19937 random(7);
    for (const std::size_t width : {1U, 7U, 8U, 19U, 384U}) {
      const std::vector<float> row = random_floats(width, 30, &random);
      std::vector<int16_t> got(width);
      std::vector<int16_t> want(width);
      const float step = kernels.quantize(row.data(), width, most_activation(width), got.data());
      ASSERT_EQ(step, portable.quantize(row.data(), width, most_activation(width), want.data()));
      ASSERT_EQ(got, want);
      for (std::size_t i = 0; i < width; ++i) {
        EXPECT_NEAR(step * static_cast<float>(got[i]), row[i], 0.51F * step);
        EXPECT_LE(std::abs(got[i]), most_activation(width));
      }
    }
    const std::vector<float> nothing(20);
    std::vector<int16_t> got(20, 5);
    EXPECT_EQ(kernels.quantize(nothing.data(), 20, 1000, got.data()), 0);
    EXPECT_EQ(got, std::vector<int16_t>(20, 0));
  });
}

TEST(Kernels, ActivationsLeaveRoomForTheSum) {
  for (std::size_t inputs = 1; inputs <= 32768; inputs *= 2) {
    EXPECT_LE(int64_t{128} * most_activation(inputs) * static_cast<int64_t>(inputs), INT32_MAX);
    EXPECT_GE(most_activation(inputs), 511);
  }
  EXPECT_EQ(most_activation(384), 16383);
}

TEST(Kernels, FloatLoopsAreThoseOfThePortableSet) {
  for_each_set([](const Kernels& kernels, const Kernels& portable) {
    std::mt19937 random(8);
    for (const std::size_t count : {1U, 7U, 8U, 9U, 128U, 333U}) {
      const std::vector<float> values = random_floats(count, 20, &random);
      const float high = portable.highest(values.data(), count);
      EXPECT_EQ(kernels.highest(values.data(), count), high);
      std::vector<float> a = values;
      std::vector<float> b = values;
      EXPECT_EQ(kernels.exp_in_place(a.data(), count, high),
                portable.exp_in_place(b.data(), count, high));
      ASSERT_EQ(a, b);
      for (const auto loop : {&Kernels::relu, &Kernels::gelu}) {
        std::vector<float> mine = values;
        std::vector<float> other = values;
        (kernels.*loop)(mine.data(), count);
        (portable.*loop)(other.data(), count);
        ASSERT_EQ(mine, other);
      }
      kernels.scale(a.data(), count, 0.3F);
      portable.scale(b.data(), count, 0.3F);
      kernels.log_in_place(a.data(), count);
      portable.log_in_place(b.data(), count);
      ASSERT_EQ(a, b);
      const std::vector<float> gain = random_floats(count, 2, &random);
      for (const bool centred : {false, true}) {
        const NormView norm = {centred, 1e-6F, gain.data(), gain.data(), count};
        kernels.add_norm(norm, a.data(), count, values.data(), count, 1);
        portable.add_norm(norm, b.data(), count, values.data(), count, 1);
        ASSERT_EQ(a, b);
      }
    }
  });
}

TEST(Kernels, GeluIsTheProductWithTheNormalDistribution) {
  std::vector<float> values;
  for (int i = -1200; i <= 1200; ++i) values.push_back(0.01F * static_cast<float>(i));
  std::vector<float> got = values;
  kernels().gelu(got.data(), got.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = static_cast<double>(values[i]);
    EXPECT_NEAR(got[i], 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))), 4e-7 * (1 + std::abs(x)));
  }
}

TEST(Kernels, TheHighestIsFoundAmongAnySigns) {
  for (const float high : {-3.0F, -0.5F, 0.0F, 7.0F}) {
    for (std::size_t at = 0; at < 19; ++at) {
      std::vector<float> values(19, high - 1);
      values[at] = high;
      EXPECT_EQ(kernels().highest(values.data(), values.size()), high);
    }
  }
}

TEST(Kernels, AttentionIsThatOfThePortableSet) {
  for_each_set([](const Kernels& kernels, const Kernels& portable) {
    std::mt19937 random(9);
    constexpr std::size_t kWidth = 132;  // depth 44: a block, lanes and a rest
    constexpr std::size_t kCapacity = 70;
    const auto keys = random_floats(kWidth * kCapacity + kKeyBlock, 1, &random);
    const auto values = random_floats(kWidth * kCapacity, 1, &random);
    const auto own_keys = random_floats(kWidth * kCapacity + kKeyBlock, 1, &random);
    const auto own_values = random_floats(kWidth * kCapacity, 1, &random);
    const auto query = random_floats(kWidth, 2, &random);
    for (const std::size_t cached : {0U, 1U, 13U, 32U, 64U, 70U}) {
      for (const std::size_t block : {0U, 1U, 9U, 33U}) {
        if (cached + block == 0) continue;
        const AttentionInput input = {
            {keys.data(), values.data(), kCapacity, kWidth, cached},
            {own_keys.data(), own_values.data(), kCapacity, kWidth, block}};
        std::vector<float> a(kWidth);
        std::vector<float> b(kWidth);
        std::vector<float> scores(cached + block + kKeyBlock);
        kernels.attend(input, query.data(), kWidth, 3, a.data(), scores.data());
        portable.attend(input, query.data(), kWidth, 3, b.data(), scores.data());
        ASSERT_EQ(a, b);
      }
    }
  });
}

}  // namespace
}  // namespace inkling
