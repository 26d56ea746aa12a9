// UTF-16 of Java to UTF-8 of the engine and back. JNI's own "UTF" functions speak modified UTF-8,
// which writes emoji as two surrogates of three bytes each, so they are not used for text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inkling::jni {

/// A surrogate without its partner becomes U+FFFD. `replaced`, unless null, says how many did.
std::string utf16_to_utf8(std::span<const uint16_t> units, std::size_t* replaced = nullptr);

/// Bytes that are not UTF-8 (over-long forms and surrogates included) become U+FFFD, one for each
/// longest beginning of a character, as Unicode recommends.
std::vector<uint16_t> utf8_to_utf16(std::string_view text);

}  // namespace inkling::jni
