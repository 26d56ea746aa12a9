// Whole numbers of a few bits each, as they lie in a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace inkling {

/// Numbers of 1 to 31 bits, one behind the other, the first in the lowest bits of the first word.
/// It owns nothing; immutable and thread-safe.
class PackedNumbers {
 public:
  static constexpr std::size_t kWordBits = 32;

  PackedNumbers() = default;
  /// `words`: words_for(count, width) of them.
  PackedNumbers(std::size_t count, unsigned width, std::span<const uint32_t> words)
      : count_(count), width_(width), words_(words) {}

  static std::size_t words_for(std::size_t count, unsigned width) {
    return (count * width + kWordBits - 1) / kWordBits;
  }

  [[nodiscard]] std::size_t size() const { return count_; }
  /// `at` is less than size().
  uint32_t operator[](std::size_t at) const {
    const std::size_t bit = at * width_;
    const std::size_t word = bit / kWordBits;
    const auto offset = static_cast<unsigned>(bit % kWordBits);
    uint32_t value = words_[word] >> offset;
    if (offset + width_ > kWordBits) value |= words_[word + 1] << (kWordBits - offset);
    return value & ((uint32_t{1} << width_) - 1);
  }

 private:
  std::size_t count_ = 0;
  unsigned width_ = 1;
  std::span<const uint32_t> words_;
};

}  // namespace inkling
