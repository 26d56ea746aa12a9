#include "engine/model/bit_sequence.h"

#include <algorithm>
#include <bit>

namespace inkling {
namespace {

constexpr std::size_t kBlockWords = BitSequence::kBlockBits / BitSequence::kWordBits;

std::size_t ones(uint32_t word) { return static_cast<std::size_t>(std::popcount(word)); }

}  // namespace

bool BitSequence::test(std::size_t at) const {
  return at < bits_ && (words_[at / kWordBits] >> (at % kWordBits) & 1U) != 0;
}

std::size_t BitSequence::rank(std::size_t at) const {
  const std::size_t block = at / kBlockBits;
  const std::size_t word = at / kWordBits;
  std::size_t count = before_[block];
  for (std::size_t w = block * kBlockWords; w < word; ++w) count += ones(words_[w]);
  const uint32_t below = (uint32_t{1} << (at % kWordBits)) - 1;
  return count + ones(words_[word] & below);
}

std::size_t BitSequence::select(std::size_t n) const {
  const auto after = std::upper_bound(before_.begin(), before_.end(), n);
  if (after == before_.begin()) return bits_;
  const auto block = static_cast<std::size_t>(after - before_.begin()) - 1;
  std::size_t left = n - before_[block];
  for (std::size_t w = block * kBlockWords; w < words_.size(); ++w) {
    const std::size_t here = ones(words_[w]);
    if (left >= here) {
      left -= here;
      continue;
    }
    uint32_t word = words_[w];
    for (; left > 0; --left) word &= word - 1;  // clears the lowest set bit
    return std::min(w * kWordBits + static_cast<std::size_t>(std::countr_zero(word)), bits_);
  }
  return bits_;
}

}  // namespace inkling
