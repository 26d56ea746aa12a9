// A simulated finger that draws words over the keys.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "engine/layout.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"

namespace inkling {

struct SwiperOptions {
  double noise = 1;   // factor on spreads, corner cutting and the rates of slips
  uint64_t seed = 1;  // the person, and everything that happens to them
};

/// Straight strokes of least jerk (Flash and Hogan 1985) between points near the keys of a word, as
/// Quinn and Zhai (2016) found for gesture keyboards; each begins before the last has ended and
/// both add up (Morasso and Mussa Ivaldi 1982, Flash and Henis 1991), which cuts the corners. How
/// long a stroke takes grows with a power of its length (Cao and Zhai 2007). Who is fast strays
/// more and cuts more. The same options and words give the same points, bit for bit. `layout` and
/// `params` must outlive it; used by one thread.
class Swiper {
 public:
  Swiper(const Layout& layout, const FingerParams& params, const SwiperOptions& options);

  /// From the first key to the last, times from 0. Empty when the layout has none of the letters.
  std::vector<GesturePoint> swipe(std::string_view word);

 private:
  struct Via {
    double x, y;
  };
  struct Stroke {
    double dx, dy;
    double begin, ms;
  };
  [[nodiscard]] std::vector<Via> aims_of(std::string_view word);
  void stray(std::vector<Via>* vias);
  [[nodiscard]] std::vector<Stroke> strokes_between(const std::vector<Via>& vias);

  const Layout& layout_;
  const FingerParams& params_;
  Random random_;
  double noise_;
  double offset_x_, offset_y_;
  double spread_;   // of this person, a factor
  double speed_;    // of this person, a factor
  double overlap_;  // of this person, share of a stroke's time
};

}  // namespace inkling
