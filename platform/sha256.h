// SHA-256 (FIPS 180-4), to tell whole pack files from damaged ones; by the processor's own
// instructions where it has any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "platform/result.h"

namespace inkling {

/// One running hash. Used by one thread at a time.
class Sha256 {
 public:
  using Digest = std::array<uint8_t, 32>;

  void update(std::span<const std::byte> data);
  /// The hash of all that was given. After it the object must not be used any more.
  [[nodiscard]] Digest finish();

 private:
  void compress(const std::byte* blocks, std::size_t count);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::byte, 64> block_{};
  std::size_t filled_ = 0;  // bytes of block_ in use
  uint64_t bytes_ = 0;
};

/// The hash of `data` as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view data);
std::string sha256_hex(std::span<const std::byte> data);

/// The hash of a file's contents, as sha256_hex(). kNotFound or kIo.
Result<std::string> sha256_file(const std::string& path);

}  // namespace inkling
