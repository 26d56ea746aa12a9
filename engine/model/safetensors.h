// Reads .safetensors files: a JSON header and raw little-endian tensors.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/tensor_source.h"
#include "platform/mapped_file.h"
#include "platform/result.h"

namespace inkling {

/// The tensors of one file, memory-mapped. The scales of whole numbers are a second tensor,
/// NAME_scale, of float32. Immutable; thread-safe.
class SafeTensors final : public TensorSource {
 public:
  /// kNotFound or kIo from the file system, kCorrupt when the header lies about the file or tensors
  /// share bytes, kUnsupported for types other than F32, F16 and I8 (tensors of other types are
  /// refused only when they are asked for).
  static Result<SafeTensors> open(const std::string& path);

  [[nodiscard]] bool has(std::string_view name) const { return tensors_.contains(name); }
  /// kNotFound also when the scales of whole numbers are missing, kCorrupt when one is not above 0.
  [[nodiscard]] Result<TensorView> view(std::string_view name,
                                        std::span<const std::size_t> shape) const override;
  [[nodiscard]] Result<std::vector<float>> read(std::string_view name,
                                                std::span<const std::size_t> shape) const override;
  [[nodiscard]] const std::string& where() const override { return path_; }
  /// The mapping's pages may go.
  void release_pages() const override { file_.release_pages(); }

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
