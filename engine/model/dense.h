// One dense layer: y = act(x Wᵀ + b), by the kernels that suit how its weights are stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/model/kernels.h"
#include "engine/model/model_config.h"
#include "engine/model/xnn_ops.h"
#include "platform/result.h"

namespace inkling {

/// Weights of 8 bits are used where they lie, by the kernels of kernel_table.h; activations become
/// whole numbers of 15 bits, with one step a row (dynamic quantisation, the weights' steps by
/// output channel: arXiv 1712.05877, section 3, and 2103.13630, section III-C). Weights in floats
/// go through XNNPACK, which keeps a packed copy.
///
/// Immutable; any number of threads. Those with float weights take turns, layer by layer, because
/// an XNNPACK operator holds the pointers that it works on; those of 8 bits do not wait.
class Dense {
 public:
  /// Rows of x lie `input_stride` floats apart, rows of y `output_stride`.
  struct Shape {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t input_stride = 0;
    std::size_t output_stride = 0;
    Activation activation = Activation::kNone;
  };
  /// A run of outputs, [outputs][inputs], in memory that outlives the layer.
  struct Part {
    const int8_t* numbers = nullptr;
    std::size_t outputs = 0;
  };
  /// Activations as whole numbers, kept from call to call; of one thread.
  struct Scratch {
    std::vector<int16_t> numbers;
    std::vector<float> steps;
  };

  Dense() = default;
  /// `steps` and `bias`: [outputs]; the parts have as many outputs between them.
  static Dense of_int8(const Shape& shape, std::vector<Part> parts, std::vector<float> steps,
                       std::vector<float> bias);
  /// `weights`: [outputs][inputs], not needed after the call. kInternal when XNNPACK refuses.
  static Result<Dense> of_floats(const Shape& shape, std::span<const float> weights,
                                 std::span<const float> bias);

  /// x and y are PaddedBuffers and do not overlap. kInternal when XNNPACK fails.
  Status run(const float* input, float* output, std::size_t rows, Scratch* scratch) const;

  [[nodiscard]] bool is_int8() const { return !parts_.empty(); }
  [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }
  [[nodiscard]] std::size_t outputs() const { return shape_.outputs; }
  /// Bytes that one run reads, whatever the rows.
  [[nodiscard]] std::size_t weight_bytes() const;

  /// For products that are not wanted whole, of int8 weights only: the rows as whole numbers, which
  /// lie in `scratch`, and outputs `begin` up to `end` of them. `end` is in the part of `begin`.
  Int16Rows quantized(const float* input, std::size_t rows, Scratch* scratch) const;
  [[nodiscard]] Int8Matrix outputs_between(std::size_t begin, std::size_t end) const;

 private:
  struct Floats;

  Shape shape_;
  std::vector<Part> parts_;
  std::vector<float> steps_;
  std::vector<float> bias_;
  std::shared_ptr<Floats> floats_;
};

}  // namespace inkling
