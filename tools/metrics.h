// Shares, as reports print them.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>

namespace inkling {

/// part / whole; null when the whole is empty, because nothing was measured then.
inline nlohmann::ordered_json share_json(std::size_t part, std::size_t whole) {
  if (whole == 0) return nullptr;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace inkling
