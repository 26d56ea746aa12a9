// How long the stages of an answer take on this device, measured as they run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "platform/clock.h"

namespace inkling {

/// Moving estimates in nanoseconds; a plain value, used by one thread.
class TimeBudget {
 public:
  explicit TimeBudget(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] int64_t now() const { return clock_.now_nanos(); }

  /// A forward of `tokens` tokens with one row of logits.
  [[nodiscard]] double forward(std::size_t tokens) const {
    return forward_ + token_ * static_cast<double>(tokens);
  }
  void forward_took(std::size_t tokens, int64_t nanos) {
    const auto spent = static_cast<double>(nanos);
    const double per_token = std::max(0.0, spent - forward_) / static_cast<double>(tokens);
    token_ += kShare * (per_token - token_);
    forward_ += kShare * (std::min(spent, 4 * kFirstForward) / 2 - forward_);
  }
  /// Moving the lattice by `keys` keys at a beam of `width`, and searching it.
  [[nodiscard]] double lattice(std::size_t keys, std::size_t width) const {
    return lattice_ * static_cast<double>((keys + 1) * width);
  }
  void lattice_took(std::size_t keys, std::size_t width, int64_t nanos) {
    const double each = static_cast<double>(nanos) / static_cast<double>((keys + 1) * width);
    lattice_ += kShare * (each - lattice_);
  }

 private:
  static constexpr double kShare = 0.2;             // how fast an estimate follows
  static constexpr double kFirstForward = 500'000;  // before anything was measured
  static constexpr double kFirstToken = 120'000;
  static constexpr double kFirstLattice = 1'000;

  const Clock& clock_;
  double forward_ = kFirstForward;
  double token_ = kFirstToken;
  double lattice_ = kFirstLattice;
};

}  // namespace inkling
