// Keys and values of committed tokens, kept between key strokes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inkling {

/// What one cache holds per token. All counts are floats, not bytes.
struct KvShape {
  std::size_t layers = 0;
  std::size_t width = 0;          // of keys and of values, all heads together
  std::size_t feature_width = 0;  // of the head's features
  std::size_t capacity = 0;       // most committed tokens

  bool operator==(const KvShape&) const = default;
};

/// One arena for the committed tokens of one text field. A model writes the rows of new tokens and
/// then calls append(); rows at or beyond size() are scratch, so a forward that is cut short leaves
/// the cache as it was. Used by one thread at a time.
class KvCache {
 public:
  static constexpr std::size_t kReadable = 32;

  KvCache() = default;
  explicit KvCache(const KvShape& shape);

  [[nodiscard]] const KvShape& shape() const { return shape_; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::size_t capacity() const { return shape_.capacity; }
  [[nodiscard]] const std::vector<int32_t>& ids() const { return ids_; }

  /// Length of the longest common prefix of `ids` and the cached tokens.
  [[nodiscard]] std::size_t match(std::span<const int32_t> ids) const;
  /// Forgets all tokens but the first `length`; nothing when there are fewer.
  void truncate(std::size_t length);
  /// Makes the rows written at size() … part of the prefix. False, and nothing happens, when they
  /// would not fit.
  bool append(std::span<const int32_t> ids);

  /// Keys of a layer, [width][capacity]: stored transposed, so that one query meets all keys of a
  /// dimension in consecutive memory. kReadable floats may be read from any of them on.
  [[nodiscard]] float* keys(std::size_t layer) { return arena_.data() + layer * layer_size(); }
  [[nodiscard]] const float* keys(std::size_t layer) const {
    return arena_.data() + layer * layer_size();
  }
  /// Values of a layer, [capacity][width].
  [[nodiscard]] float* values(std::size_t layer) {
    return keys(layer) + shape_.width * shape_.capacity;
  }
  [[nodiscard]] const float* values(std::size_t layer) const {
    return keys(layer) + shape_.width * shape_.capacity;
  }
  /// Head features of the token at `position`, [feature_width].
  [[nodiscard]] std::span<float> features(std::size_t position);
  /// Head features of the last token; all zero for an empty cache.
  [[nodiscard]] std::span<const float> last_features() const;

 private:
  [[nodiscard]] std::size_t layer_size() const { return 2 * shape_.width * shape_.capacity; }
  [[nodiscard]] std::size_t features_at() const { return shape_.layers * layer_size(); }

  KvShape shape_;
  std::vector<float> arena_;
  std::vector<float> zeros_;
  std::vector<int32_t> ids_;
};

}  // namespace inkling
