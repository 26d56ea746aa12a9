// Scenario files: their lines, taken apart (tests/scenarios/README.md).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// One line.
struct Step {
  std::string where;  // "correcting.tsv:12"
  std::string verb;
  std::vector<std::string> arguments;  // escapes resolved
  /// "" for one that was left out.
  [[nodiscard]] std::string argument(std::size_t index) const {
    return index < arguments.size() ? arguments[index] : std::string();
  }
};

struct Scenario {
  std::string where;
  std::string name;
  std::string needs;  // "bytes", "utf16" or ""
  std::vector<Step> steps;
};

/// kNotFound, or kCorrupt with the line.
Result<std::vector<Scenario>> read_scenarios(const std::string& path);

}  // namespace inkling
