// A run of bits that answers rank and select, as it lies in a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace inkling {

/// Bits with a directory of how many are set before each block (Jacobson 1989). It owns nothing;
/// immutable and thread-safe. Wrong directories give wrong numbers, never a read outside.
class BitSequence {
 public:
  static constexpr std::size_t kBlockBits = 512;
  static constexpr std::size_t kWordBits = 32;

  BitSequence() = default;
  /// `words`: words_for(bits) of them, the first bit lowest. `before`: blocks_for(bits) counts.
  BitSequence(std::size_t bits, std::span<const uint32_t> words, std::span<const uint32_t> before)
      : bits_(bits), words_(words), before_(before) {}

  static std::size_t words_for(std::size_t bits) { return (bits + kWordBits - 1) / kWordBits; }
  static std::size_t blocks_for(std::size_t bits) { return (bits + kBlockBits - 1) / kBlockBits; }

  [[nodiscard]] std::size_t size() const { return bits_; }
  /// False beyond the end.
  [[nodiscard]] bool test(std::size_t at) const;
  /// How many bits before `at` are set; `at` is less than size().
  [[nodiscard]] std::size_t rank(std::size_t at) const;
  /// The place of the set bit that has `n` others before it; size() when there is none.
  [[nodiscard]] std::size_t select(std::size_t n) const;

 private:
  std::size_t bits_ = 0;
  std::span<const uint32_t> words_;
  std::span<const uint32_t> before_;
};

}  // namespace inkling
