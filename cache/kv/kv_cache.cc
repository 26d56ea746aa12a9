#include "cache/kv/kv_cache.h"

#include <algorithm>
#include <utility>

namespace inkling {

KvCache::KvCache(const KvShape& shape) : shape_(shape) {
  arena_.resize(features_at() + shape.feature_width * shape.capacity);
  zeros_.resize(shape.feature_width);
  ids_.reserve(shape.capacity);
}

std::size_t KvCache::match(std::span<const int32_t> ids) const {
  const std::size_t limit = std::min(ids.size(), ids_.size());
  const auto end = ids_.begin() + static_cast<std::ptrdiff_t>(limit);
  return static_cast<std::size_t>(std::mismatch(ids_.begin(), end, ids.begin()).first -
                                  ids_.begin());
}

void KvCache::truncate(std::size_t length) {
  if (length < ids_.size()) ids_.resize(length);
}

bool KvCache::append(std::span<const int32_t> ids) {
  if (ids_.size() + ids.size() > shape_.capacity) return false;
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  return true;
}

std::span<float> KvCache::features(std::size_t position) {
  return {arena_.data() + features_at() + position * shape_.feature_width, shape_.feature_width};
}

std::span<const float> KvCache::last_features() const {
  if (ids_.empty()) return zeros_;
  const std::size_t at = features_at() + (ids_.size() - 1) * shape_.feature_width;
  return {arena_.data() + at, shape_.feature_width};
}

KvSnapshot KvCache::snapshot() const {
  KvSnapshot out{shape_, ids_, {}};
  const std::size_t n = ids_.size();
  out.data.reserve(n * (shape_.layers * 2 * shape_.width + shape_.feature_width));
  const auto copy = [&out](const float* from, std::size_t count) {
    out.data.insert(out.data.end(), from, from + count);
  };
  for (std::size_t layer = 0; layer < shape_.layers; ++layer) {
    for (std::size_t d = 0; d < shape_.width; ++d) copy(keys(layer) + d * shape_.capacity, n);
    copy(values(layer), n * shape_.width);
  }
  copy(arena_.data() + features_at(), n * shape_.feature_width);
  return out;
}

bool KvCache::restore(const KvSnapshot& snapshot) {
  if (!(snapshot.shape == shape_)) return false;
  const std::size_t n = snapshot.ids.size();
  const float* from = snapshot.data.data();
  const auto take = [&from](float* to, std::size_t count) {
    std::copy_n(from, count, to);
    from += count;
  };
  for (std::size_t layer = 0; layer < shape_.layers; ++layer) {
    for (std::size_t d = 0; d < shape_.width; ++d) take(keys(layer) + d * shape_.capacity, n);
    take(values(layer), n * shape_.width);
  }
  take(arena_.data() + features_at(), n * shape_.feature_width);
  ids_ = snapshot.ids;
  return true;
}

void KvSnapshots::put(std::string_view key, KvSnapshot snapshot) {
  const auto old = std::find_if(entries_.begin(), entries_.end(),
                                [key](const Entry& entry) { return entry.key == key; });
  if (old != entries_.end()) {
    bytes_ -= old->snapshot.bytes();
    entries_.erase(old);
  }
  const std::size_t added = snapshot.bytes();
  if (added > max_bytes_) return;
  entries_.push_front({std::string(key), std::move(snapshot)});
  bytes_ += added;
  while (bytes_ > max_bytes_) {
    bytes_ -= entries_.back().snapshot.bytes();
    entries_.pop_back();
  }
}

const KvSnapshot* KvSnapshots::get(std::string_view key) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  if (found == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found);
  return &entries_.front().snapshot;
}

}  // namespace inkling
