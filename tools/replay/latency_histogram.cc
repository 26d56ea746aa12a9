#include "tools/replay/latency_histogram.h"

#include <algorithm>
#include <cmath>

#include "tools/metrics.h"

namespace inkling {
namespace {

constexpr double kExact = 1024;  // microseconds
constexpr int kPerDoubling = 128;
constexpr double kMost = 1e12;

}  // namespace

int LatencyHistogram::step_of(double micros) {
  const double value = std::clamp(micros, 0.0, kMost);
  if (value < kExact) return static_cast<int>(value);
  return static_cast<int>(kExact) +
         static_cast<int>(std::floor(std::log2(value / kExact) * kPerDoubling));
}

double LatencyHistogram::start_of(int step) {
  const auto exact = static_cast<int>(kExact);
  if (step <= exact) return step;
  return kExact * std::exp2(static_cast<double>(step - exact) / kPerDoubling);
}

void LatencyHistogram::add(double micros) {
  if (!(micros >= 0)) return;
  ++counts_[step_of(micros)];
  ++count_;
  max_ = std::max(max_, micros);
}

void LatencyHistogram::add(const LatencyHistogram& other) {
  for (const auto& [step, count] : other.counts_) counts_[step] += count;
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

double LatencyHistogram::percentile(double share) const {
  if (count_ == 0) return 0;
  const double rank = std::max(std::ceil(share * static_cast<double>(count_)), 1.0);
  uint64_t so_far = 0;
  for (const auto& [step, count] : counts_) {
    so_far += count;
    if (static_cast<double>(so_far) < rank) continue;
    return std::min((start_of(step) + start_of(step + 1)) / 2, max_);
  }
  return max_;
}

nlohmann::ordered_json LatencyHistogram::figures() const {
  return {{"p50", rounded(percentile(0.50), 1)},
          {"p95", rounded(percentile(0.95), 1)},
          {"p99", rounded(percentile(0.99), 1)},
          {"max", rounded(max_, 1)}};
}

nlohmann::ordered_json LatencyHistogram::to_json() const {
  auto steps = nlohmann::ordered_json::array();
  for (const auto& [step, count] : counts_) steps.push_back({step, count});
  return {{"max", max_}, {"steps", std::move(steps)}};
}

bool LatencyHistogram::from_json(const nlohmann::ordered_json& json) {
  *this = {};
  if (!json.is_object() || !json.contains("max") || !json["max"].is_number()) return false;
  if (!json.contains("steps") || !json["steps"].is_array()) return false;
  max_ = json["max"].get<double>();
  for (const auto& step : json["steps"]) {
    const bool ok = step.is_array() && step.size() == 2 && step[0].is_number_integer() &&
                    step[1].is_number_unsigned() && step[0].get<int64_t>() >= 0 &&
                    step[0].get<int64_t>() <= step_of(kMost);
    if (!ok) return false;
    counts_[step[0].get<int>()] += step[1].get<uint64_t>();
    count_ += step[1].get<uint64_t>();
  }
  return true;
}

}  // namespace inkling
