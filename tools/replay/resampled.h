// Figures with intervals that can be added up over processes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace inkling {

inline constexpr std::size_t kReplicates = 100;
/// How often a stretch of a trace counts in each of the resampled sets.
using Weights = std::array<uint8_t, kReplicates>;

/// Poisson(1) draws that depend on nothing but the arguments, so that the same stretch weighs the
/// same in every process (the bootstrap of Chamandy, Muralidharan, Najmi and Naidu, "Estimating
/// Uncertainty for Massive Data Streams", 2012). Stretches of several words are drawn whole: words
/// beside each other are alike.
Weights weights_of(std::string_view trace, std::size_t stretch);

/// A value and the middle 95 % of its resampled values.
struct Estimate {
  double value = 0, low = 0, high = 0;
  uint64_t count = 0;  // what it is a mean of
};

/// A ratio of two sums of whole numbers.
class ResampledRatio {
 public:
  void add(int64_t part, int64_t whole, const Weights& weights);
  void add(const ResampledRatio& other);
  /// Nothing where the whole is nothing.
  [[nodiscard]] std::optional<Estimate> estimate() const;

  /// [part, whole, [parts…], [wholes…]], and back; false where `json` is not such.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
  bool from_json(const nlohmann::ordered_json& json);

 private:
  int64_t part_ = 0, whole_ = 0;
  std::array<int64_t, kReplicates> parts_{}, wholes_{};
};

}  // namespace inkling
