// A read-only memory-mapped file.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "platform/result.h"

namespace inkling {

/// Owns a private read-only mapping of a whole file. Movable; const access is thread-safe.
class MappedFile {
 public:
  MappedFile() = default;
  /// kNotFound when there is no such file, kIo when it cannot be mapped. An empty file is an
  /// empty span, not an error.
  static Result<MappedFile> open(const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }
  /// Tells the kernel that the pages are not needed for now (they are read again on demand).
  void release_pages() const;

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace inkling
