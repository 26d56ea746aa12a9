// Where a model's tensors come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace inkling {

enum class TensorType { kFloat32, kFloat16, kInt8 };

/// No weight is larger, and no feature that is made of them, so that one times the other is finite.
inline constexpr float kMaxNumber = 1e15F;

/// Of one element.
std::size_t bytes_of(TensorType type);

/// A tensor in memory that its source keeps. Whole numbers (kInt8) are steps: each row, which is
/// what the first dimension counts, has a step of its own, of float32.
struct TensorView {
  TensorType type = TensorType::kFloat32;
  std::vector<std::size_t> shape;
  std::span<const std::byte> bytes;
  std::span<const std::byte> scales;  // of kInt8: one float a row
  [[nodiscard]] std::size_t elements() const;
  /// out[i] = element begin + i, widened. The elements must exist; row boundaries may be crossed.
  void widen(std::size_t begin, std::span<float> out) const;
};

/// One IEEE half as a float. Exact.
float half_to_float(uint16_t half);

/// Named tensors. Immutable; thread-safe.
class TensorSource {
 public:
  virtual ~TensorSource() = default;
  /// The tensor of this very shape, which lives as long as the source. kNotFound, or kCorrupt when
  /// the shape or a type differs.
  [[nodiscard]] virtual Result<TensorView> view(std::string_view name,
                                                std::span<const std::size_t> shape) const = 0;
  /// As view(), widened to float. kCorrupt also when a value is not finite, or beyond
  /// kMaxNumber.
  [[nodiscard]] virtual Result<std::vector<float>> read(
      std::string_view name, std::span<const std::size_t> shape) const = 0;
  /// What errors call it: a file's path.
  [[nodiscard]] virtual const std::string& where() const = 0;
  /// What was read is not needed again soon: memory that can be had again may go.
  virtual void release_pages() const {}

 protected:
  TensorSource() = default;
  TensorSource(const TensorSource&) = default;
  TensorSource(TensorSource&&) = default;
  TensorSource& operator=(const TensorSource&) = default;
  TensorSource& operator=(TensorSource&&) = default;
};

}  // namespace inkling
