// A run of `inkling replay --json` from earlier, to compare with.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// One figure in this run and in the baseline.
struct Comparison {
  std::string name;  // "latency_us.key.p50"
  std::optional<double> now, before;
};

/// Reads a run. kNotFound, kIo, or kCorrupt when the file is no run.
Result<nlohmann::ordered_json> read_baseline(const std::string& path);

/// Every number of either run, in the order of `now`, then what only `before` has.
std::vector<Comparison> compare_runs(const nlohmann::ordered_json& now,
                                     const nlohmann::ordered_json& before);

}  // namespace inkling
