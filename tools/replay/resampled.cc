#include "tools/replay/resampled.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace inkling {
namespace {

/// SplitMix64 (Steele, Lea and Flood, 2014).
uint64_t mix(uint64_t* state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

/// FNV-1a.
uint64_t hash(std::string_view text) {
  uint64_t out = 0xCBF29CE484222325ULL;
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return out;
}

/// A Poisson(1) variable by inversion.
uint8_t poisson(uint64_t random) {
  const double u = static_cast<double>(random >> 11U) * 0x1p-53;
  double term = std::exp(-1.0);
  double sum = term;
  uint8_t k = 0;
  while (u >= sum && k < 12) {
    ++k;
    term /= k;
    sum += term;
  }
  return k;
}

/// Sums stay far from overflow even over many files.
bool take_sum(const nlohmann::ordered_json& json, int64_t* out) {
  constexpr int64_t kMost = int64_t{1} << 50;
  if (!json.is_number_integer()) return false;
  *out = json.get<int64_t>();
  return *out >= -kMost && *out <= kMost;
}

bool take_row(const nlohmann::ordered_json& json, std::array<int64_t, kReplicates>* out) {
  if (!json.is_array() || json.size() != kReplicates) return false;
  for (std::size_t i = 0; i < kReplicates; ++i) {
    if (!take_sum(json[i], &out->at(i))) return false;
  }
  return true;
}

}  // namespace

Weights weights_of(std::string_view trace, std::size_t stretch) {
  uint64_t state = hash(trace) ^ (static_cast<uint64_t>(stretch) * 0xD6E8FEB86659FD93ULL);
  Weights out{};
  for (uint8_t& weight : out) weight = poisson(mix(&state));
  return out;
}

void ResampledRatio::add(int64_t part, int64_t whole, const Weights& weights) {
  part_ += part;
  whole_ += whole;
  for (std::size_t i = 0; i < kReplicates; ++i) {
    parts_.at(i) += part * weights.at(i);
    wholes_.at(i) += whole * weights.at(i);
  }
}

void ResampledRatio::add(const ResampledRatio& other) {
  part_ += other.part_;
  whole_ += other.whole_;
  for (std::size_t i = 0; i < kReplicates; ++i) {
    parts_.at(i) += other.parts_.at(i);
    wholes_.at(i) += other.wholes_.at(i);
  }
}

std::optional<Estimate> ResampledRatio::estimate() const {
  if (whole_ == 0) return std::nullopt;
  std::vector<double> values;
  for (std::size_t i = 0; i < kReplicates; ++i) {
    if (wholes_.at(i) == 0) continue;
    values.push_back(static_cast<double>(parts_.at(i)) / static_cast<double>(wholes_.at(i)));
  }
  std::sort(values.begin(), values.end());
  Estimate out;
  out.value = static_cast<double>(part_) / static_cast<double>(whole_);
  out.count = static_cast<uint64_t>(whole_);
  if (values.empty()) {
    out.low = out.high = out.value;
    return out;
  }
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(
        std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  out.low = at(0.025);
  out.high = at(0.975);
  return out;
}

nlohmann::ordered_json ResampledRatio::to_json() const {
  return nlohmann::ordered_json::array({part_, whole_, parts_, wholes_});
}

bool ResampledRatio::from_json(const nlohmann::ordered_json& json) {
  if (!json.is_array() || json.size() != 4) return false;
  return take_sum(json[0], &part_) && take_sum(json[1], &whole_) && take_row(json[2], &parts_) &&
         take_row(json[3], &wholes_);
}

}  // namespace inkling
