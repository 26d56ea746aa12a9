#include "tools/tune/letter_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inkling {
namespace {

/// P(symbol) of one context from its counts and the shorter context's distribution.
template <typename Row>
Row interpolate(const Row& counts, const Row& shorter) {
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  if (total <= 0) return shorter;
  const auto kinds = static_cast<double>(
      std::count_if(counts.begin(), counts.end(), [](double count) { return count > 0; }));
  Row mixed{};
  for (std::size_t symbol = 0; symbol < mixed.size(); ++symbol) {
    mixed.at(symbol) = (counts.at(symbol) + kinds * shorter.at(symbol)) / (total + kinds);
  }
  return mixed;
}

}  // namespace

LetterCounts::LetterCounts() : trigrams_(kSymbols * kSymbols), bigrams_(kSymbols) {}

void LetterCounts::add(std::span<const uint8_t> word, double weight) {
  std::size_t second = LetterModel::kBoundary;
  std::size_t first = LetterModel::kBoundary;
  const auto count = [&](std::size_t symbol) {
    trigrams_[second * kSymbols + first].at(symbol) += weight;
    bigrams_[first].at(symbol) += weight;
    second = first;
    first = symbol;
  };
  for (const uint8_t letter : word) count(letter);
  count(LetterModel::kBoundary);
}

std::vector<float> LetterCounts::costs() const {
  Row uniform{};
  uniform.fill(1.0 / static_cast<double>(kSymbols));
  Row singles{};
  for (const Row& row : bigrams_) {
    for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) singles.at(symbol) += row.at(symbol);
  }
  singles = interpolate(singles, uniform);
  std::vector<float> costs;
  costs.reserve(kSymbols * kSymbols * kSymbols);
  for (std::size_t context = 0; context < trigrams_.size(); ++context) {
    const Row shorter = interpolate(bigrams_[context % kSymbols], singles);
    for (const double probability : interpolate(trigrams_[context], shorter)) {
      costs.push_back(static_cast<float>(-std::log(probability)));
    }
  }
  return costs;
}

}  // namespace inkling
