#include "tools/simulator/swiper.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

// A key is so much higher than wide: lengths of strokes are lengths on the glass.
constexpr double kAspect = 1.5;
constexpr double kLeastMs = 20;  // from point to point

/// How far a stroke of least jerk has come after `share` of its time.
double come_so_far(double share) {
  const double s = std::clamp(share, 0.0, 1.0);
  return s * s * s * (10 - 15 * s + 6 * s * s);
}

}  // namespace

Swiper::Swiper(const Layout& layout, const FingerParams& params, const SwiperOptions& options)
    : layout_(layout), params_(params), random_(options.seed), noise_(options.noise) {
  offset_x_ = params.offset_x + params.person_offset_x * random_.normal();
  offset_y_ = params.offset_y + params.person_offset_y * random_.normal();
  speed_ = std::exp(params.swipe.person_speed * random_.normal());
  overlap_ = noise_ * params.swipe.overlap * std::sqrt(speed_);
  spread_ = noise_ * std::exp(params.person_spread * random_.normal()) *
            std::pow(speed_, params.swipe.spread_by_speed);
}

std::vector<Swiper::Via> Swiper::aims_of(std::string_view word) {
  std::vector<Via> out;
  KeyPoint before;
  for (const char32_t letter : search_key(word)) {
    auto center = layout_.center(letter);
    if (!center) center = layout_.center(base_letter(letter));
    if (!center) continue;
    // A key that comes twice is passed once; some make a loop there, which is no more than a stay.
    if (!out.empty() && *center == before) continue;
    before = *center;
    if (!out.empty() && random_.chance(noise_ * params_.swipe.omission)) continue;
    out.push_back({center->x, center->y});
  }
  return out;
}

void Swiper::stray(std::vector<Via>* vias) {
  for (std::size_t i = 0; i < vias->size(); ++i) {
    Via& via = (*vias)[i];
    // The first is a touch like any other; on the way there is no time to aim.
    double wide = spread_;
    if (i > 0) wide *= i + 1 == vias->size() ? params_.swipe.end_spread : params_.swipe.spread;
    via.x += offset_x_ + wide * params_.spread_x * random_.normal();
    via.y += offset_y_ + wide * params_.spread_y * random_.normal();
  }
}

/// The strokes from point to point; each begins before the one before it has come to rest.
std::vector<Swiper::Stroke> Swiper::strokes_between(const std::vector<Via>& vias) {
  std::vector<Stroke> out;
  double begin = 0;
  for (std::size_t i = 1; i < vias.size(); ++i) {
    const double dx = vias[i].x - vias[i - 1].x;
    const double dy = vias[i].y - vias[i - 1].y;
    const double length = std::hypot(dx, dy * kAspect);
    const double ms =
        std::max(kLeastMs, params_.swipe.stroke_ms * std::pow(length, params_.swipe.stroke_power) /
                               speed_ * std::exp(params_.swipe.sigma * random_.normal()));
    if (!out.empty()) {
      // Never more than half of either: a stroke overlaps its neighbours alone.
      const double overlap = std::clamp(overlap_ * (1 + 0.3 * random_.normal()), 0.0, 0.5);
      begin = out.back().begin + out.back().ms - overlap * std::min(out.back().ms, ms);
    }
    out.push_back({dx, dy, begin, ms});
  }
  return out;
}

std::vector<GesturePoint> Swiper::swipe(std::string_view word) {
  std::vector<Via> vias = aims_of(word);
  if (vias.empty()) return {};
  stray(&vias);
  // A word of one key is a small stroke all the same.
  if (vias.size() == 1) vias.push_back({vias[0].x + spread_ * 0.1, vias[0].y});
  const std::vector<Stroke> strokes = strokes_between(vias);
  const double end = strokes.back().begin + strokes.back().ms;
  // Thousandths of a key, so that the text of a trace gives the same points again.
  const auto thousandth = [](double v) { return static_cast<float>(std::round(v * 1000) / 1000); };
  std::vector<GesturePoint> out;
  const auto point_at = [&](double now) {
    double x = vias.front().x;
    double y = vias.front().y;
    for (const Stroke& stroke : strokes) {
      const double gone = come_so_far((now - stroke.begin) / stroke.ms);
      x += gone * stroke.dx;
      y += gone * stroke.dy;
    }
    out.push_back({thousandth(x), thousandth(y), static_cast<int64_t>(std::llround(now))});
  };
  const double frame = 1000 / params_.swipe.points_per_second;
  for (double now = 0; now < end; now += frame) point_at(now);
  point_at(end);
  return out;
}

}  // namespace inkling
