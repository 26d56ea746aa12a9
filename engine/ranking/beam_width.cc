#include "engine/ranking/beam_width.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace inkling {
namespace {

constexpr double kLatticeShare = 0.6;  // of the time that is left

}  // namespace

bool fit_beam(const Deadline& deadline, const TimeBudget& budget, Decoder* decoder) {
  const auto remaining = static_cast<double>(std::max<int64_t>(deadline.remaining_nanos(), 0));
  const double left = kLatticeShare * remaining;
  if (budget.lattice(decoder->keys(), Decoder::kFullWidth) <= left) {
    decoder->set_width(Decoder::kFullWidth);
    decoder->forget_narrow_steps();
    return true;
  }
  const double full = budget.lattice(decoder->behind(), Decoder::kFullWidth);
  const double share = full > 0 ? std::min(1.0, left / full) : 1.0;
  decoder->set_width(static_cast<std::size_t>(share * static_cast<double>(Decoder::kFullWidth)));
  return budget.lattice(decoder->behind(), decoder->width()) < remaining;
}

}  // namespace inkling
