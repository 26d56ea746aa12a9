#include "tools/simulator/finger.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

// The range over which the intervals were fitted.
constexpr double kShortestMs = 20;
constexpr double kLongestMs = 3000;

float thousandth(double value) { return static_cast<float>(std::round(value * 1000) / 1000); }

}  // namespace

Finger::Finger(const FingerParams& params, Posture posture, double noise, Random* random)
    : params_(params), random_(random) {
  const PostureParams& hand = params.posture(posture);
  offset_x_ = params.offset_x + params.person_offset_x * random->normal();
  offset_y_ = params.offset_y + params.person_offset_y * random->normal();
  const double spread = noise * hand.spread * std::exp(params.person_spread * random->normal());
  spread_x_ = spread * params.spread_x;
  spread_y_ = spread * params.spread_y;
  slowness_ = std::exp(params.person_speed * random->normal());
  // The measured sigma is over all people; what lies between them is drawn above.
  sigma_ =
      std::sqrt(std::max(0.0, hand.sigma * hand.sigma - params.person_speed * params.person_speed));
}

KeyPoint Finger::land(KeyPoint center, double stretch_x) {
  const double dx = spread_x_ * stretch_x * random_->normal();
  const double dy = spread_y_ * random_->normal();
  return {thousandth(center.x + offset_x_ + dx), thousandth(center.y + offset_y_ + dy)};
}

KeyPoint Finger::touch(KeyPoint center) { return land(center, 1); }

KeyPoint Finger::touch_space_bar(const KeyRect& bar) {
  KeyPoint point = land(bar.center(), params_.space_spread);
  const auto top = static_cast<float>(params_.hit_area_y) + bar.top;
  point.x = std::clamp(point.x, bar.left, bar.right);
  point.y = std::max(point.y, top);
  return point;
}

KeyPoint Finger::touch_above(const KeyRect& bar) {
  KeyPoint point = land(bar.center(), params_.space_spread);
  // Just beyond the edge of the bar's hit area, and within the row that stands on it.
  const double beyond = std::min(0.9, 0.01 + spread_y_ * std::abs(random_->normal()));
  point.x = std::clamp(point.x, bar.left, bar.right);
  point.y = thousandth(bar.top + params_.hit_area_y - beyond);
  return point;
}

double Finger::interval_ms(double median) {
  const double ms = median * slowness_ * std::exp(sigma_ * random_->normal());
  return std::round(std::clamp(ms, kShortestMs, kLongestMs));
}

}  // namespace inkling
