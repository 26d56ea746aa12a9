#include "tools/latency.h"

#include <algorithm>
#include <cmath>

#include "tools/metrics.h"

namespace inkling {

double Latencies::percentile(double share) const {
  if (micros_.empty()) return 0;
  std::vector<double> sorted = micros_;
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  const auto index = std::min(static_cast<std::size_t>(std::max(rank, 1.0)) - 1, sorted.size() - 1);
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(index),
                   sorted.end());
  return sorted[index];
}

nlohmann::json Latencies::to_json(bool with_max) const {
  nlohmann::json out = {{"p50", rounded(percentile(0.50), 1)},
                        {"p95", rounded(percentile(0.95), 1)},
                        {"p99", rounded(percentile(0.99), 1)}};
  if (with_max) out["max"] = rounded(max(), 1);
  return out;
}

}  // namespace inkling
