#include "tools/tune/press_item.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "tools/keys.h"

namespace inkling {

std::string press_item(const CorrectionItem& item, std::size_t count, Ranker* ranker) {
  ranker->reset_keys();
  std::string pressed;
  const std::vector<std::string> keys = split_keys(item.typo);
  for (std::size_t i = 0; i < std::min(count, keys.size()); ++i) {
    ranker->press(keys[i], item.taps.empty() ? std::nullopt : std::optional(item.taps[i]));
    pressed += keys[i];
  }
  return pressed;
}

std::string press_item(const CorrectionItem& item, Ranker* ranker) {
  return press_item(item, std::numeric_limits<std::size_t>::max(), ranker);
}

}  // namespace inkling
