// The best of many, without keeping the many.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inkling {

/// Keeps the `limit` items of the highest log_prob of all that are offered. What is behind as many
/// better ones as are kept costs one comparison. Used by one thread.
template <typename Item>
class BestFew {
 public:
  /// Begins anew; `limit` above 0. Memory is kept.
  void begin(std::size_t limit) {
    limit_ = limit;
    items_.clear();
    items_.reserve(2 * limit);
    full_ = false;
  }
  /// Could an item of at most this be among them?
  [[nodiscard]] bool takes(decltype(Item::log_prob) most) const { return !full_ || most > least_; }
  void offer(const Item& item) {
    if (!takes(item.log_prob)) return;
    items_.push_back(item);
    if (items_.size() == 2 * limit_) drop();
  }
  /// Ends the offers. Not sorted; the caller may reorder them.
  [[nodiscard]] std::vector<Item>& items() {
    if (items_.size() > limit_) drop();
    return items_;
  }

 private:
  void drop() {
    const auto last = items_.begin() + static_cast<std::ptrdiff_t>(limit_ - 1);
    std::nth_element(items_.begin(), last, items_.end(),
                     [](const Item& a, const Item& b) { return a.log_prob > b.log_prob; });
    least_ = last->log_prob;
    items_.resize(limit_);
    full_ = true;
  }

  std::size_t limit_ = 1;
  std::vector<Item> items_;
  bool full_ = false;  // `limit` items of at least least_ are there
  decltype(Item::log_prob) least_ = 0;
};

}  // namespace inkling
