// What single bytes of UTF-8 are.
#pragma once

namespace inkling {

/// A byte inside a code point, behind its first one.
constexpr bool is_continuation_byte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace inkling
