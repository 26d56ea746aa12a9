// What a finger drew over the keys, as places at equal distances.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// Samples of one gesture, for the decoder. x is in key widths and y, too: key heights are
/// stretched by the keys' aspect, so that angles are what the eye sees. A plain value.
class GesturePath {
 public:
  struct Sample {
    float x = 0;
    float y = 0;
    float dx = 0;  // where the finger was going: a unit vector, or both 0 where it never moved
    float dy = 0;
    float turn = 0;  // how sharply it turned here, 0 (straight on) … 1 (back)
    float slow = 0;  // log of the time spent here over the gesture's median
  };
  /// More points than this are thinned out, and so are more samples.
  static constexpr std::size_t kMaxPoints = 4096;
  static constexpr std::size_t kMaxSamples = 256;

  /// Points that are not finite are left out; times that go back count as none. `aspect`: height of
  /// a key over its width. `spacing`: key widths between samples.
  GesturePath(std::span<const GesturePoint> points, float aspect, float spacing);

  /// Empty only where there was no point.
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }
  /// Key widths from sample to sample; more than asked for where the path is very long.
  [[nodiscard]] float spacing() const { return spacing_; }

 private:
  std::vector<Sample> samples_;
  float spacing_ = 0;
};

}  // namespace inkling
