// Numbers, as reports print them.
#pragma once

#include <cmath>
#include <cstddef>
#include <nlohmann/json.hpp>

namespace inkling {

/// part / whole; null when the whole is empty, because nothing was measured then.
inline nlohmann::ordered_json share_json(std::size_t part, std::size_t whole) {
  if (whole == 0) return nullptr;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// `value` to so many decimals, and printed with no more.
inline double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

}  // namespace inkling
