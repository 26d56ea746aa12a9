// The emoji that were used last, kept on the device.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// One line each in a small file that only its owner may read. For one thread.
class RecentEmoji {
 public:
  static constexpr std::size_t kKept = 27;

  /// `path`: "" keeps them for as long as this lives. A file that is not there, or is no such list,
  /// is an empty one.
  explicit RecentEmoji(std::string path = {});

  /// Puts `emoji` in front, and writes. Whoever asks not to be remembered does not call it. kIo,
  /// with the path, when it cannot be written; it is in front all the same.
  Status used(std::string_view emoji);
  /// Nothing is remembered any more, on the disk neither.
  Status clear();
  /// The one used last first.
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  Status write() const;

  std::string path_;
  std::vector<std::string> all_;
};

}  // namespace inkling
