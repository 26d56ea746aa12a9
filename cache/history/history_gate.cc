#include "cache/history/history_gate.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr double kMostNats = 9;  // either way: nothing is certain

}  // namespace

HistoryGate::HistoryGate(const HistoryGateWeights& start, const HistoryWeights& learning)
    : weights_(start),
      step_(learning.step),
      quick_step_(learning.quick_step),
      quick_kept_(learning.quick_kept) {}

double HistoryGate::share(const HistoryEvidence& evidence) const {
  const double nats = weights_.bias + weights_.per_log_use * std::log(evidence.uses) +
                      weights_.per_agreement * evidence.agreement +
                      weights_.per_common * evidence.common + quick_;
  return 1 / (1 + std::exp(-std::clamp(nats, -kMostNats, kMostNats)));
}

void HistoryGate::judge(const HistoryEvidence& evidence, double own, double others) {
  const double before = share(evidence);
  const double all = before * own + (1 - before) * others;
  if (!(all > 0)) return;
  const double slope = before * own / all - before;
  weights_.bias += step_ * slope;
  weights_.per_log_use += step_ * slope * std::log(evidence.uses);
  weights_.per_agreement += step_ * slope * evidence.agreement;
  weights_.per_common += step_ * slope * evidence.common;
  quick_ = quick_ * quick_kept_ + quick_step_ * slope;
}

}  // namespace inkling
