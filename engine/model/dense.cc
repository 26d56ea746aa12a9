#include "engine/model/dense.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace inkling {

struct Dense::Operator {
  std::mutex mutex;  // of the operator
  DenseOp op;
};

Dense Dense::of_int8(const Shape& shape, TiledWeights weights) {
  Dense out;
  out.shape_ = shape;
  out.tiles_ = std::move(weights);
  return out;
}

Result<Dense> Dense::of_floats(const Shape& shape, std::span<const float> weights,
                               std::span<const float> bias) {
  if (kernels().multiply_floats == nullptr) return by_xnnpack(shape, weights, bias);
  Dense out;
  out.shape_ = shape;
  out.floats_ = TiledFloats(shape.inputs, weights, bias);
  return out;
}

Result<Dense> Dense::by_xnnpack(const Shape& shape, std::span<const float> weights,
                                std::span<const float> bias) {
  auto made = DenseOp::create({shape.inputs, shape.outputs, shape.input_stride, shape.output_stride,
                               shape.activation == Activation::kRelu},
                              weights, bias);
  if (!made) return made.error();
  Dense out;
  out.shape_ = shape;
  // XNNPACK clamps on its way.
  if (shape.activation == Activation::kRelu) out.shape_.activation = Activation::kNone;
  out.operator_ = std::make_shared<Operator>();
  out.operator_->op = std::move(made.value());
  return out;
}

const char* Dense::float_kernel_name() {
  return kernels().multiply_floats != nullptr ? "float32-fma" : "xnnpack-f32";
}

std::size_t Dense::weight_bytes() const {
  if (operator_) return operator_->op.weight_bytes();
  return is_int8() ? tiles_.bytes() : floats_.bytes();
}

Int16Rows Dense::quantized(const float* input, std::size_t rows, Scratch* scratch) const {
  const std::size_t width = tiles_.padded_inputs();
  // What was larger once stays so: nothing is allocated twice.
  if (scratch->numbers.size() < rows * width) scratch->numbers.resize(rows * width);
  if (scratch->steps.size() < rows) scratch->steps.resize(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    int16_t* row = &scratch->numbers[r * width];
    scratch->steps[r] = kernels().quantize(input + r * shape_.input_stride, shape_.inputs,
                                           most_activation(shape_.inputs), row);
    std::fill(row + shape_.inputs, row + width, int16_t{0});
  }
  return {scratch->numbers.data(), scratch->steps.data(), width, rows};
}

Status Dense::run(const float* input, float* output, std::size_t rows, Scratch* scratch) const {
  if (operator_) {
    const std::lock_guard lock(operator_->mutex);
    if (Status done = operator_->op.run(input, output, rows); !done.ok()) return done;
  } else if (is_int8()) {
    kernels().multiply(outputs_between(0, shape_.outputs), quantized(input, rows, scratch), output,
                       shape_.output_stride);
  } else {
    kernels().multiply_floats(floats_.view(), input, shape_.input_stride, rows, output,
                              shape_.output_stride);
  }
  if (shape_.activation == Activation::kNone) return {};
  for (std::size_t r = 0; r < rows; ++r) {
    apply_activation(shape_.activation, {output + r * shape_.output_stride, shape_.outputs});
  }
  return {};
}

}  // namespace inkling
