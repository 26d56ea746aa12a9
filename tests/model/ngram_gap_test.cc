// A gap between two texts: what is looked up once must change nothing.
#include "engine/model/ngram_gap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/engine/engine_fixture.h"

namespace inkling {
namespace {

/// The sum that the gap stands for, look-up by look-up.
double summed(const NgramTable& table, std::vector<int32_t> text,
              const std::vector<int32_t>& pieces, const std::vector<int32_t>& right) {
  text.insert(text.end(), pieces.begin(), pieces.end());
  double total = 0;
  for (std::size_t i = 0; i < std::min(right.size(), NgramGap::kRight); ++i) {
    total += std::log(std::max(table.probability(text, right[i]), 1e-9));
    text.push_back(right[i]);
  }
  return total;
}

TEST(NgramGap, EqualsTheTableForAnyTextsAndFillings) {
  const auto table = NgramTable::open(english_pack() + "/ngrams.bin").value();
  std::mt19937 random(7);
  // Frequent pieces come first in the vocabulary, so that many n-grams are found.
  std::uniform_int_distribution<int32_t> frequent(70, 220);
  std::uniform_int_distribution<int32_t> any(70, static_cast<int32_t>(table->vocab_size()) - 1);
  std::uniform_int_distribution<std::size_t> length(0, 6);
  const auto draw = [&](std::size_t count) {
    std::vector<int32_t> out;
    while (out.size() < count) out.push_back(random() % 8 == 0 ? any(random) : frequent(random));
    return out;
  };
  for (int round = 0; round < 400; ++round) {
    std::vector<int32_t> left = draw(length(random));
    if (round % 3 == 0) left.insert(left.begin(), 2);  // <s>
    if (round % 5 == 0) left.push_back(5);             // a line's end
    const std::vector<int32_t> right = draw(length(random));
    const NgramGap gap(*table, left, right);
    for (const std::size_t count : {1U, 1U, 2U, 4U}) {
      const std::vector<int32_t> pieces = draw(count);
      EXPECT_NEAR(gap.log_prob(pieces), summed(*table, left, pieces, right), 1e-6);
    }
  }
}

}  // namespace
}  // namespace inkling
