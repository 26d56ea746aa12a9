// Seeded random numbers that are the same with every standard library.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace inkling {

/// xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64. Used by one thread.
class Random {
 public:
  explicit Random(uint64_t seed);
  uint64_t next();
  /// In [0, 1), 53 bits.
  double uniform();
  bool chance(double probability) { return uniform() < probability; }
  /// In [0, count); `count` is positive and small, so that the bias does not matter.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  /// Mean 0, variance 1.
  double normal();

 private:
  std::array<uint64_t, 4> state_{};
};

}  // namespace inkling
