// One dense layer: y = act(x Wᵀ + b), by the kernels that suit how its weights are stored.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "engine/model/kernels.h"
#include "engine/model/model_config.h"
#include "engine/model/tiled_floats.h"
#include "engine/model/tiled_weights.h"
#include "engine/model/xnn_ops.h"
#include "platform/result.h"

namespace inkling {

/// Weights of 8 bits go through the kernels of kernel_table.h; activations become whole numbers of
/// 15 bits, with one step a row (dynamic quantisation, the weights' steps by output channel: arXiv
/// 1712.05877, section 3, and 2103.13630, section III-C). Weights in floats go through a kernel of
/// that table, too, where this processor has one, else through XNNPACK.
///
/// Immutable; any number of threads. Those that XNNPACK runs take turns, layer by layer, because an
/// operator of it holds the pointers that it works on; others do not wait.
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
  /// Activations as whole numbers, kept from call to call; of one thread.
  struct Scratch {
    std::vector<int16_t> numbers;
    std::vector<float> steps;
  };

  Dense() = default;
  /// `weights` has the shape's inputs and outputs.
  static Dense of_int8(const Shape& shape, TiledWeights weights);
  /// `weights`: [outputs][inputs], not needed after the call. kInternal when XNNPACK refuses.
  static Result<Dense> of_floats(const Shape& shape, std::span<const float> weights,
                                 std::span<const float> bias);
  /// The same by XNNPACK, whatever else there is.
  static Result<Dense> by_xnnpack(const Shape& shape, std::span<const float> weights,
                                  std::span<const float> bias);
  /// What of_floats() uses on this machine.
  static const char* float_kernel_name();

  /// x and y are PaddedBuffers and do not overlap. kInternal when XNNPACK fails.
  Status run(const float* input, float* output, std::size_t rows, Scratch* scratch) const;

  [[nodiscard]] bool is_int8() const { return !tiles_.empty(); }
  [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }
  [[nodiscard]] std::size_t outputs() const { return shape_.outputs; }
  /// Bytes that one run reads, whatever the rows.
  [[nodiscard]] std::size_t weight_bytes() const;

  /// For products that are not wanted whole, of int8 weights only: the rows as whole numbers, which
  /// lie in `scratch`, and outputs `begin`, a multiple of kTileOutputs, up to `end` of them.
  Int16Rows quantized(const float* input, std::size_t rows, Scratch* scratch) const;
  [[nodiscard]] Int8Tiles outputs_between(std::size_t begin, std::size_t end) const {
    return tiles_.outputs_between(begin, end);
  }

 private:
  struct Operator;

  Shape shape_;
  // One of these.
  TiledWeights tiles_;
  TiledFloats floats_;
  std::shared_ptr<Operator> operator_;
};

}  // namespace inkling
