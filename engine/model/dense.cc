#include "engine/model/dense.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace inkling {

struct Dense::Floats {
  std::mutex mutex;  // of the operator
  DenseOp op;
};

Dense Dense::of_int8(const Shape& shape, std::vector<Part> parts, std::vector<float> steps,
                     std::vector<float> bias) {
  Dense out;
  out.shape_ = shape;
  out.parts_ = std::move(parts);
  out.steps_ = std::move(steps);
  out.bias_ = std::move(bias);
  return out;
}

Result<Dense> Dense::of_floats(const Shape& shape, std::span<const float> weights,
                               std::span<const float> bias) {
  auto made = DenseOp::create({shape.inputs, shape.outputs, shape.input_stride, shape.output_stride,
                               shape.activation == Activation::kRelu},
                              weights, bias);
  if (!made) return made.error();
  Dense out;
  out.shape_ = shape;
  out.floats_ = std::make_shared<Floats>();
  out.floats_->op = std::move(made.value());
  return out;
}

std::size_t Dense::weight_bytes() const {
  if (floats_) return floats_->op.weight_bytes();
  return shape_.inputs * shape_.outputs + (steps_.size() + bias_.size()) * sizeof(float);
}

Int16Rows Dense::quantized(const float* input, std::size_t rows, Scratch* scratch) const {
  // What was larger once stays so: nothing is allocated twice.
  const std::size_t size = rows * shape_.inputs;
  if (scratch->numbers.size() < size) scratch->numbers.resize(size);
  if (scratch->steps.size() < rows) scratch->steps.resize(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    scratch->steps[r] =
        kernels().quantize(input + r * shape_.input_stride, shape_.inputs,
                           most_activation(shape_.inputs), &scratch->numbers[r * shape_.inputs]);
  }
  return {scratch->numbers.data(), scratch->steps.data(), shape_.inputs, rows};
}

Int8Matrix Dense::outputs_between(std::size_t begin, std::size_t end) const {
  std::size_t first = 0;  // output of the part
  auto part = parts_.begin();
  for (; begin >= first + part->outputs; ++part) first += part->outputs;
  return {part->numbers + (begin - first) * shape_.inputs, steps_.data() + begin,
          bias_.data() + begin, end - begin, shape_.inputs};
}

Status Dense::run(const float* input, float* output, std::size_t rows, Scratch* scratch) const {
  if (floats_) {
    const std::lock_guard lock(floats_->mutex);
    if (Status done = floats_->op.run(input, output, rows); !done.ok()) return done;
  } else {
    const Int16Rows whole = quantized(input, rows, scratch);
    std::size_t begin = 0;
    for (const Part& part : parts_) {
      const std::size_t end = begin + part.outputs;
      kernels().multiply(outputs_between(begin, end), whole, output + begin, shape_.output_stride);
      begin = end;
    }
  }
  // XNNPACK has clamped already where it was asked to.
  const Activation rest =
      floats_ && shape_.activation == Activation::kRelu ? Activation::kNone : shape_.activation;
  if (rest == Activation::kNone) return {};
  for (std::size_t r = 0; r < rows; ++r) {
    apply_activation(rest, {output + r * shape_.output_stride, shape_.outputs});
  }
  return {};
}

}  // namespace inkling
