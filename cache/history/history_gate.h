// How far one source of words is believed, learned from how it does.
#pragma once

#include "cache/history/history_weights.h"

namespace inkling {

/// What a source has to show at one place.
struct HistoryEvidence {
  double uses = 0;       // above 0
  double agreement = 0;  // 0..1
  double common = 0;     // nats
};

/// The share of one source; see HistoryWeights. Used by one thread at a time.
class HistoryGate {
 public:
  HistoryGate(const HistoryGateWeights& start, const HistoryWeights& learning);

  /// 0..1.
  [[nodiscard]] double share(const HistoryEvidence& evidence) const;
  /// A word came that this source gave `own`, and all before it together `others`.
  void judge(const HistoryEvidence& evidence, double own, double others);

 private:
  HistoryGateWeights weights_;
  double quick_ = 0;  // nats
  double step_, quick_step_, quick_kept_;
};

}  // namespace inkling
