#include "cache/kv/kv_cache.h"

#include <algorithm>

namespace inkling {

KvCache::KvCache(const KvShape& shape) : shape_(shape) {
  arena_.resize(features_at() + shape.feature_width * shape.capacity + kReadable);
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

}  // namespace inkling
