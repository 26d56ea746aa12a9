// The thin wrapper around XNNPACK: the only file that includes its header is xnn_ops.cc.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// A float buffer that XNNPACK may read a little beyond its end, as its kernels do.
class PaddedBuffer {
 public:
  PaddedBuffer() = default;
  explicit PaddedBuffer(std::size_t size) { resize(size); }
  void resize(std::size_t size) { data_.resize(size + kPadding); }
  [[nodiscard]] float* data() { return data_.data(); }
  [[nodiscard]] const float* data() const { return data_.data(); }

 private:
  static constexpr std::size_t kPadding = 16;  // floats; XNN_EXTRA_BYTES is 16 bytes
  std::vector<float> data_;
};

/// y = x Wᵀ + b, optionally max(y, 0). Keeps a packed copy of the weights and, between runs, the
/// pointers of the last set-up: one thread at a time, one run at a time.
class DenseOp {
 public:
  /// Rows of x lie `input_stride` floats apart, rows of y `output_stride`. `weights` is
  /// [outputs][inputs], `bias` [outputs] or empty; neither is needed after the call.
  struct Shape {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t input_stride = 0;
    std::size_t output_stride = 0;
    bool relu = false;
  };
  DenseOp();
  ~DenseOp();
  DenseOp(DenseOp&&) noexcept;
  DenseOp& operator=(DenseOp&&) noexcept;

  static Result<DenseOp> create(const Shape& shape, std::span<const float> weights,
                                std::span<const float> bias);
  /// `input` and `output` must be padded (PaddedBuffer) and not overlap.
  Status run(const float* input, float* output, std::size_t rows);
  [[nodiscard]] std::size_t weight_bytes() const { return weight_bytes_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::size_t weight_bytes_ = 0;
};

}  // namespace inkling
