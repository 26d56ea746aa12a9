#include "engine/model/ngram_gap.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr double kLeast = 1e-9;  // probability of a piece, whatever the table has lost

}  // namespace

NgramGap::NgramGap(const NgramTable& table, std::span<const int32_t> left,
                   std::span<const int32_t> right)
    : table_(table) {
  const auto kept = left.last(std::min(left.size(), kLeft));
  left_.assign(kept.begin(), kept.end());
  const auto asked = right.first(std::min(right.size(), kRight));
  right_.assign(asked.begin(), asked.end());
  contexts_ = contexts_of(left_);
  for (std::size_t i = 0; i < right_.size(); ++i) {
    shared_[i] = table_.probability(asked.first(i), right_[i]);
  }
}

NgramGap::Contexts NgramGap::contexts_of(std::span<const int32_t> left) const {
  const NgramTable::Match match = table_.match(left);
  Contexts out{};
  std::copy_n(match.begin(), out.size(), out.begin());
  return out;
}

double NgramGap::log_prob(std::span<const int32_t> pieces) const {
  const int32_t filling = pieces.back();
  Contexts longer = contexts_;
  if (pieces.size() > 1) {
    std::vector<int32_t> before = left_;
    before.insert(before.end(), pieces.begin(), pieces.end() - 1);
    longer = contexts_of(before);
  }
  std::array<double, kRight> p = shared_;
  // Contexts from the nearest start to the farthest: that is how an order hands down to the next.
  for (std::size_t start = 0; start <= kLeft; ++start) {
    Found found;
    if (start == 0) {
      if (filling >= 0) found = table_.context_at(0, static_cast<std::size_t>(filling));
    } else if (longer[start - 1].known) {
      const std::size_t place = table_.entry(start - 1, longer[start - 1], filling);
      if (place != NgramTable::kNone) found = table_.context_at(start, place);
    }
    for (std::size_t i = 0; found.known && i < right_.size(); ++i) {
      const std::size_t level = start + i;
      p[i] *= static_cast<double>(found.backoff);
      const std::size_t at = table_.entry(level, found, right_[i]);
      if (at == NgramTable::kNone) break;
      p[i] += table_.own_probability(level, at);
      if (level + 1 == kRight) break;
      found = table_.context_at(level + 1, at);
    }
  }
  double total = 0;
  for (std::size_t i = 0; i < right_.size(); ++i) total += std::log(std::max(p[i], kLeast));
  return total;
}

}  // namespace inkling
