// Reads .safetensors files: a JSON header and raw little-endian tensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mapped_file.h"
#include "platform/result.h"

namespace inkling {

enum class TensorType { kFloat32, kFloat16, kInt8 };

/// No weight is larger, and no feature that is made of them, so that one times the other is finite.
inline constexpr float kMaxNumber = 1e15F;

/// A tensor in the mapped file. Whole numbers (kInt8) are steps: each row, which is what the first
/// dimension counts, has a step of its own in a second tensor, NAME_scale, of float32.
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

/// The tensors of one file, memory-mapped. Immutable; thread-safe.
class SafeTensors {
 public:
  /// kNotFound or kIo from the file system, kCorrupt when the header lies about the file or tensors
  /// share bytes, kUnsupported for types other than F32, F16 and I8 (tensors of other types are
  /// refused only when they are asked for).
  static Result<SafeTensors> open(const std::string& path);

  [[nodiscard]] bool has(std::string_view name) const { return tensors_.contains(name); }
  /// The tensor of this very shape. kNotFound (it, or the scales of whole numbers), or kCorrupt
  /// when the shape or a type differs or a scale is not above 0.
  [[nodiscard]] Result<TensorView> view(std::string_view name,
                                        std::span<const std::size_t> shape) const;
  /// As view(), widened to float. kCorrupt also when a value is not finite, or beyond kMaxNumber.
  [[nodiscard]] Result<std::vector<float>> read(std::string_view name,
                                                std::span<const std::size_t> shape) const;
  [[nodiscard]] const std::string& path() const { return path_; }
  /// The mapping's pages may go: what was read is not needed again soon.
  void release_pages() const { file_.release_pages(); }

 private:
  struct Record {
    std::string type;
    std::vector<std::size_t> shape;
    std::span<const std::byte> bytes;
  };
  Status parse();

  std::string path_;
  MappedFile file_;
  std::map<std::string, Record, std::less<>> tensors_;
};

}  // namespace inkling
