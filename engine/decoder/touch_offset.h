// Where one person's fingers land, relative to the keys they mean.
#pragma once

#include <string_view>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/layout.h"

namespace inkling {

/// The mean distance of touches from the centres of the keys that were meant, shrunk towards none
/// while little is known. Kept in memory only. A plain value, used by one thread.
class TouchOffset {
 public:
  /// Learns from a word whose letters and presses pair off one to one; other words teach nothing.
  void learn(const Layout& layout, const std::vector<KeyPress>& presses, std::string_view word);
  [[nodiscard]] KeyPoint mean() const;

 private:
  double x_ = 0;
  double y_ = 0;
  double touches_ = 0;
};

}  // namespace inkling
