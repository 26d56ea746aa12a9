// Structs that grow: read from older and newer callers, and written for them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>

#include "platform/result.h"

namespace inkling::c_api {

/// Whatever is larger was never a struct of this interface: its size was not set.
inline constexpr std::size_t kMostStructBytes = 4096;

/// Is `bytes` what the caller's struct `name` may hold? `first`: what the first version held.
inline Status check_struct_size(const char* name, std::size_t bytes, std::size_t first) {
  if (bytes >= first && bytes <= kMostStructBytes) return {};
  return make_error(ErrorCode::kInvalidArgument,
                    std::string(name) + ".size is " + std::to_string(bytes) + ", not " +
                        std::to_string(first) + " or more; begin with its INIT macro");
}

/// The caller's struct over `defaults`: fields that it does not have keep them. kInvalidArgument
/// for a size that cannot be, kUnsupported when fields that this version does not know are not
/// zero.
template <typename T>
Result<T> read_struct(const char* name, const T* from, std::size_t first, T defaults) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::size_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  if (Status ok = check_struct_size(name, bytes, first); !ok.ok()) return ok.error();
  static constexpr std::array<unsigned char, kMostStructBytes> kZeros = {};
  const bool known =
      bytes <= sizeof(T) || std::memcmp(reinterpret_cast<const unsigned char*>(from) + sizeof(T),
                                        kZeros.data(), bytes - sizeof(T)) == 0;
  if (!known) {
    return make_error(ErrorCode::kUnsupported,
                      std::string(name) + " sets fields that this version of the library does " +
                          "not know; leave them at zero, or update the library");
  }
  std::memcpy(&defaults, from, std::min(bytes, sizeof(T)));
  return defaults;
}

/// Fills as much of the caller's struct as there is; its size was checked and stays as it is.
template <typename T>
void write_struct(const T& value, T* to) {
  static_assert(std::is_trivially_copyable_v<T>);
  constexpr std::size_t kHead = sizeof(std::size_t);
  std::size_t bytes = 0;
  std::memcpy(&bytes, to, sizeof bytes);
  std::memcpy(reinterpret_cast<unsigned char*>(to) + kHead,
              reinterpret_cast<const unsigned char*>(&value) + kHead,
              std::min(bytes, sizeof(T)) - kHead);
}

}  // namespace inkling::c_api
