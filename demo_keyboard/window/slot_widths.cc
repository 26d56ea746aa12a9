#include "demo_keyboard/window/slot_widths.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace inkling {

std::vector<double> share_room(const std::vector<double>& wanted, double room) {
  const auto asking = static_cast<double>(
      std::count_if(wanted.begin(), wanted.end(), [](double wish) { return wish > 0; }));
  std::vector<double> out(wanted.size(), 0);
  if (asking == 0) return out;
  const double all = std::accumulate(wanted.begin(), wanted.end(), 0.0);
  if (all <= room) {
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (wanted[i] > 0) out[i] = wanted[i] + (room - all) / asking;
    return out;
  }
  // From the smallest wish on: whoever wants less than a fair share leaves the rest to the others.
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  double left = room;
  double waiting = asking;
  for (const std::size_t i : order) {
    if (wanted[i] <= 0) continue;
    out[i] = std::min(wanted[i], left / waiting);
    left -= out[i];
    --waiting;
  }
  return out;
}

}  // namespace inkling
