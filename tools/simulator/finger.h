// One person's fingers: where they land, and when.
#pragma once

#include "engine/layout.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"

namespace inkling {

/// Touches are Gaussian around the key's centre, moved by an offset (as in Zhu et al. 2018,
/// Azenkot and Zhai 2012); mean and spread are drawn once for the person. Intervals are
/// log-normal. Refers to `params` and `random`, which must outlive it; used by one thread.
class Finger {
 public:
  /// `noise` multiplies the spread of touches; at 0 each touch lies where this person aims.
  Finger(const FingerParams& params, Posture posture, double noise, Random* random);

  /// A touch of the key with this centre. Thousandths of a key, so that the text of a trace gives
  /// the same touch again.
  KeyPoint touch(KeyPoint center);
  KeyPoint touch_space_bar(const KeyRect& bar);
  /// A touch that misses the space bar and lands on the row above.
  KeyPoint touch_above(const KeyRect& bar);
  /// Whole milliseconds, log-normal with this median before the person's speed.
  double interval_ms(double median);

 private:
  KeyPoint land(KeyPoint center, double stretch_x);

  const FingerParams& params_;
  Random* random_;
  double offset_x_;
  double offset_y_;
  double spread_x_;
  double spread_y_;
  double slowness_;  // factor on intervals
  double sigma_;     // of the log of one person's intervals
};

}  // namespace inkling
