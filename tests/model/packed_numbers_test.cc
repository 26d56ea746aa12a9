// Numbers packed into words come back, at every width and across the words' borders.
#include "engine/model/packed_numbers.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace inkling {
namespace {

TEST(PackedNumbers, ComeBackAtEveryWidth) {
  std::mt19937 random(1);
  for (unsigned width = 1; width < 32; ++width) {
    std::vector<uint32_t> values(97);
    for (uint32_t& value : values) value = static_cast<uint32_t>(random()) & ((1U << width) - 1);
    std::vector<uint32_t> words(PackedNumbers::words_for(values.size(), width));
    for (std::size_t bit = 0; bit < values.size() * width; ++bit) {
      words[bit / 32] |= (values[bit / width] >> (bit % width) & 1U) << (bit % 32);
    }
    const PackedNumbers packed(values.size(), width, words);
    ASSERT_EQ(packed.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(packed[i], values[i]) << width;
  }
}

TEST(PackedNumbers, TakeNoMoreWordsThanTheyNeed) {
  EXPECT_EQ(PackedNumbers::words_for(0, 14), 0U);
  EXPECT_EQ(PackedNumbers::words_for(2, 14), 1U);
  EXPECT_EQ(PackedNumbers::words_for(16, 14), 7U);
  EXPECT_EQ(PackedNumbers::words_for(32, 1), 1U);
}

}  // namespace
}  // namespace inkling
