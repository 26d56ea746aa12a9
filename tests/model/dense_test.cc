// A dense layer in floats: what runs it here, and XNNPACK, against the sum of products.
#include "engine/model/dense.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace inkling {
namespace {

using MakeDense = Result<Dense> (*)(const Dense::Shape&, std::span<const float>,
                                    std::span<const float>);

/// One layer with rows of input, and what double precision makes of it.
struct Layer {
  Layer(std::size_t inputs, std::size_t outputs, std::size_t count, Activation act,
        std::mt19937* random)
      : shape{inputs, outputs, inputs + 2, outputs + 3, act}, rows(count) {
    std::normal_distribution<float> value;
    const auto fill = [&](std::vector<float>* out, std::size_t size) {
      out->resize(size);
      for (float& x : *out) x = value(*random);
    };
    fill(&weights, inputs * outputs);
    fill(&bias, outputs);
    fill(&input, rows * shape.input_stride);
  }

  [[nodiscard]] double want(std::size_t row, std::size_t o) const {
    double sum = static_cast<double>(bias[o]);
    for (std::size_t i = 0; i < shape.inputs; ++i) {
      sum += static_cast<double>(weights[o * shape.inputs + i]) *
             static_cast<double>(input[row * shape.input_stride + i]);
    }
    if (shape.activation == Activation::kRelu) return std::max(sum, 0.0);
    if (shape.activation == Activation::kGelu)
      return 0.5 * sum * (1 + std::erf(sum / std::sqrt(2.0)));
    return sum;
  }

  void expect_product_of(MakeDense make) const {
    auto dense = make(shape, weights, bias);
    ASSERT_TRUE(dense) << dense.error().message;
    PaddedBuffer in(input.size());
    std::copy(input.begin(), input.end(), in.data());
    PaddedBuffer out(rows * shape.output_stride);
    std::fill_n(out.data(), rows * shape.output_stride, -7.0F);
    Dense::Scratch scratch;
    ASSERT_TRUE(dense->run(in.data(), out.data(), rows, &scratch).ok());
    for (std::size_t r = 0; r < rows; ++r) {
      const float* row = out.data() + r * shape.output_stride;
      for (std::size_t o = 0; o < shape.outputs; ++o) {
        ASSERT_NEAR(row[o], want(r, o), 5e-4) << "row " << r << ", output " << o;
      }
      // Nothing is written beyond a row.
      for (std::size_t o = shape.outputs; o < shape.output_stride; ++o) ASSERT_EQ(row[o], -7);
    }
  }

  Dense::Shape shape;
  std::size_t rows;
  std::vector<float> weights, bias, input;
};

TEST(Dense, ProductsOfFloatsOfEveryShape) {
  std::mt19937 random(21);
  for (const std::size_t inputs : {1U, 7U, 32U, 130U, 600U}) {
    for (const std::size_t outputs : {1U, 9U, 31U, 32U, 33U, 77U}) {
      for (const std::size_t rows : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 13U}) {
        SCOPED_TRACE(testing::Message() << inputs << " x " << outputs << ", rows " << rows);
        const Layer layer(inputs, outputs, rows, Activation::kNone, &random);
        layer.expect_product_of(Dense::of_floats);
        layer.expect_product_of(Dense::by_xnnpack);
      }
    }
  }
}

TEST(Dense, ActivationsComeBehindTheProduct) {
  std::mt19937 random(22);
  for (const Activation act : {Activation::kRelu, Activation::kGelu}) {
    const Layer layer(20, 40, 3, act, &random);
    layer.expect_product_of(Dense::of_floats);
    layer.expect_product_of(Dense::by_xnnpack);
  }
}

}  // namespace
}  // namespace inkling
