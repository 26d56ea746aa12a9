// Rank and select of bits in a file's words, against counting one by one.
#include "engine/model/bit_sequence.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace inkling {
namespace {

/// Bits with the directory that a file would hold.
struct Stored {
  explicit Stored(const std::vector<bool>& bits)
      : words(BitSequence::words_for(bits.size())), before(BitSequence::blocks_for(bits.size())) {
    uint32_t count = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
      if (i % BitSequence::kBlockBits == 0) before[i / BitSequence::kBlockBits] = count;
      if (!bits[i]) continue;
      words[i / 32] |= uint32_t{1} << (i % 32);
      ++count;
    }
    sequence = BitSequence(bits.size(), words, before);
  }
  std::vector<uint32_t> words, before;
  BitSequence sequence;
};

TEST(BitSequence, RankAndSelectCountOneByOne) {
  std::mt19937 random(5);
  for (const std::size_t size : {1U, 31U, 32U, 33U, 511U, 512U, 513U, 3000U}) {
    for (const unsigned one_in : {1U, 2U, 100U}) {
      std::vector<bool> bits(size);
      for (std::size_t i = 0; i < size; ++i) bits[i] = random() % one_in == 0;
      const Stored stored(bits);
      std::size_t count = 0;
      for (std::size_t i = 0; i < size; ++i) {
        ASSERT_EQ(stored.sequence.test(i), bits[i]);
        ASSERT_EQ(stored.sequence.rank(i), count);
        if (!bits[i]) continue;
        ASSERT_EQ(stored.sequence.select(count), i);
        ++count;
      }
      EXPECT_EQ(stored.sequence.select(count), size);
    }
  }
}

TEST(BitSequence, AnEmptyOneHasNothing) {
  const BitSequence none;
  EXPECT_FALSE(none.test(0));
  EXPECT_EQ(none.select(0), 0U);
}

TEST(BitSequence, AWrongDirectoryStaysInside) {
  std::mt19937 random(9);
  Stored stored(std::vector<bool>(3000, true));
  for (int round = 0; round < 500; ++round) {
    for (uint32_t& count : stored.before) count = static_cast<uint32_t>(random());
    for (uint32_t& word : stored.words) word = static_cast<uint32_t>(random());
    EXPECT_LE(stored.sequence.select(random() % 4000), 3000U);
  }
}

}  // namespace
}  // namespace inkling
