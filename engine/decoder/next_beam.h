// A beam in the making, and what can be no part of it any more.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/decoder/beam_index.h"

namespace inkling {

/// Says of a growing set what its `width` best values do not exceed, to an eighth of a nat above.
/// Costs a few operations a value, however many there are. A plain value.
class ValueBound {
 public:
  /// Values are hardly ever below `least`, and at most 31 nats above it when they matter.
  void begin(float least, std::size_t width) {
    least_ = least;
    width_ = width;
    counts_.fill(0);
    last_ = kBuckets - 1;
    inside_ = 0;
    worst_ = std::numeric_limits<float>::max();
  }
  void add(float value) {
    const std::size_t bucket = bucket_of(value);
    if (bucket > last_) return;
    ++counts_[bucket];
    ++inside_;
    const std::size_t before = last_;
    while (last_ > 0 && inside_ - counts_[last_] >= width_) inside_ -= counts_[last_--];
    if (last_ != before) worst_ = least_ + static_cast<float>(last_ + 1) / kPerNat;
  }
  /// What had the value `before` has a better one now.
  void improve(float before, float value) {
    const std::size_t bucket = bucket_of(before);
    if (bucket <= last_) {
      --counts_[bucket];
      --inside_;
    }
    add(value);
  }
  /// `width` values are this or better; huge before there are as many.
  [[nodiscard]] float worst() const { return worst_; }
  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  static constexpr std::size_t kBuckets = 256;
  static constexpr float kPerNat = 8;
  /// The last bucket holds all that is too far off to be a bound.
  [[nodiscard]] std::size_t bucket_of(float value) const {
    const float at = (value - least_) * kPerNat;
    if (!(at > 0)) return 0;
    return at < static_cast<float>(kBuckets - 1) ? static_cast<std::size_t>(at) : kBuckets - 1;
  }

  float least_ = 0;
  float worst_ = std::numeric_limits<float>::max();
  std::size_t width_ = 0;
  std::size_t last_ = kBuckets - 1;  // the bucket that the worst of the best is in
  std::size_t inside_ = 0;           // values in it and below
  std::array<uint32_t, kBuckets> counts_{};
};

/// Hypotheses of the next beam, of each state only the best by value. Used by one thread.
class NextBeam {
 public:
  void clear() {
    beam_.clear();
    ++stamp_;
  }
  /// `word`: names the finished word in front; states that differ in it alone are kept apart.
  /// `bound` hears of the state's value.
  void push(const Hypothesis& h, uint32_t word, ValueBound* bound) {
    // So full a table means a beam of which most is pruned anyway.
    if (beam_.size() >= kSlots / 4 * 3) return;
    const uint64_t key = (static_cast<uint64_t>(h.node) << 32U) ^
                         (static_cast<uint64_t>(word) << 11U) ^
                         (static_cast<uint64_t>(h.pending) * 0x9E3779B1U);
    std::size_t slot = (key * 0x9E3779B97F4A7C15U) >> (64U - kSlotBits);
    while (slots_[slot].stamp == stamp_) {
      if (slots_[slot].key == key) {
        Hypothesis& known = beam_[slots_[slot].index];
        if (h.value >= known.value) return;
        bound->improve(known.value, h.value);
        known = h;
        return;
      }
      slot = (slot + 1) % kSlots;
    }
    slots_[slot] = {key, stamp_, static_cast<uint32_t>(beam_.size())};
    beam_.push_back(h);
    bound->add(h.value);
  }
  [[nodiscard]] std::vector<Hypothesis>& beam() { return beam_; }

 private:
  static constexpr unsigned kSlotBits = 13;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
  struct Slot {
    uint64_t key = 0;
    uint32_t stamp = 0;
    uint32_t index = 0;
  };
  std::vector<Hypothesis> beam_;
  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
  uint32_t stamp_ = 1;  // of the present beam; a slot with another is free
};

}  // namespace inkling
