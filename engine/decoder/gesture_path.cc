#include "engine/decoder/gesture_path.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace inkling {
namespace {

struct Place {
  float x, y;
  float t;  // ms since the first point
};

/// Far beyond any keyboard.
constexpr float kFarthest = 100;

std::vector<Place> places_of(std::span<const GesturePoint> points, float aspect) {
  std::vector<Place> out;
  const std::size_t step = points.size() / GesturePath::kMaxPoints + 1;
  const auto take = [&](const GesturePoint& p) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) return;
    const float x = std::clamp(p.x, -kFarthest, kFarthest);
    const float y = std::clamp(p.y, -kFarthest, kFarthest) * aspect;
    // Any time is taken; whole numbers far apart would overflow.
    const auto since =
        static_cast<float>(static_cast<double>(p.t) - static_cast<double>(points.front().t));
    out.push_back({x, y, out.empty() ? since : std::max(since, out.back().t)});
  };
  for (std::size_t i = 0; i + 1 < points.size(); i += step) take(points[i]);
  if (!points.empty()) take(points.back());
  return out;
}

/// The unit vector from `a` to `b`, or zero.
void head(const GesturePath::Sample& a, const GesturePath::Sample& b, float* dx, float* dy) {
  *dx = b.x - a.x;
  *dy = b.y - a.y;
  const float length = std::hypot(*dx, *dy);
  if (length <= 0) return;
  *dx /= length;
  *dy /= length;
}

void find_headings(std::vector<GesturePath::Sample>* samples) {
  // Turns are looked at over so many samples on each side: corners are round.
  constexpr std::size_t kReach = 2;
  const std::size_t n = samples->size();
  for (std::size_t i = 0; i < n; ++i) {
    GesturePath::Sample& s = (*samples)[i];
    head((*samples)[i == 0 ? 0 : i - 1], (*samples)[std::min(i + 1, n - 1)], &s.dx, &s.dy);
    if (i == 0 || i + 1 == n) continue;
    float in_x = 0;
    float in_y = 0;
    float out_x = 0;
    float out_y = 0;
    head((*samples)[i < kReach ? 0 : i - kReach], s, &in_x, &in_y);
    head(s, (*samples)[std::min(i + kReach, n - 1)], &out_x, &out_y);
    s.turn = (1 - (in_x * out_x + in_y * out_y)) / 2;
  }
}

/// `times`: when each sample was passed.
void find_slowness(const std::vector<float>& times, std::vector<GesturePath::Sample>* samples) {
  const std::size_t n = samples->size();
  if (n < 2) return;
  constexpr float kLeast = 1;  // ms
  std::vector<float> spent(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t from = i == 0 ? 0 : i - 1;
    const std::size_t to = std::min(i + 1, n - 1);
    spent[i] = std::max((times[to] - times[from]) / static_cast<float>(to - from), kLeast);
  }
  std::vector<float> sorted = spent;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(n / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  for (std::size_t i = 0; i < n; ++i) (*samples)[i].slow = std::log(spent[i] / *middle);
}

}  // namespace

GesturePath::GesturePath(std::span<const GesturePoint> points, float aspect, float spacing) {
  const std::vector<Place> places = places_of(points, aspect);
  if (places.empty()) return;
  float length = 0;
  for (std::size_t i = 1; i < places.size(); ++i) {
    length += std::hypot(places[i].x - places[i - 1].x, places[i].y - places[i - 1].y);
  }
  spacing_ = std::max(spacing, length / static_cast<float>(kMaxSamples - 2));
  std::vector<float> times;
  const auto add = [&](float x, float y, float t) {
    samples_.push_back({.x = x, .y = y});
    times.push_back(t);
  };
  add(places.front().x, places.front().y, 0);
  float gone = 0;  // since the last sample
  for (std::size_t i = 1; i < places.size(); ++i) {
    const Place& from = places[i - 1];
    const Place& to = places[i];
    const float step = std::hypot(to.x - from.x, to.y - from.y);
    float done = 0;
    while (step > 0 && gone + (step - done) >= spacing_ && samples_.size() < kMaxSamples - 1) {
      done += spacing_ - gone;
      gone = 0;
      const float share = done / step;
      add(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y),
          from.t + share * (to.t - from.t));
    }
    gone += step - done;
  }
  // Where it ended, too: of what is less than half a step the last sample moves there.
  const Place& last = places.back();
  if (samples_.size() > 1 && gone < spacing_ / 2) {
    samples_.back().x = last.x;
    samples_.back().y = last.y;
    times.back() = last.t;
  } else if (gone > 0) {
    add(last.x, last.y, last.t);
  }
  find_headings(&samples_);
  find_slowness(times, &samples_);
}

}  // namespace inkling
