#include "engine/decoder/touch_offset.h"

#include <algorithm>
#include <string>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

constexpr double kPrior = 40;     // touches that speak for no offset
constexpr double kMemory = 400;   // touches after which the oldest fade
constexpr float kFarAway = 1.2F;  // key widths: that touch was a slip, not an aim
constexpr double kMost = 0.45;    // key widths or heights

}  // namespace

void TouchOffset::learn(const Layout& layout, const std::vector<KeyPress>& presses,
                        std::string_view word) {
  const std::u32string letters = search_key(word);
  if (letters.size() != presses.size()) return;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto center = layout.center(base_letter(letters[i]));
    if (!center || !presses[i].touch) continue;
    const float dx = presses[i].touch->x - center->x;
    const float dy = presses[i].touch->y - center->y;
    if (dx * dx + dy * dy > kFarAway * kFarAway) continue;
    if (touches_ >= kMemory) {
      const double keep = kMemory / (kMemory + 1);
      x_ *= keep;
      y_ *= keep;
      touches_ *= keep;
    }
    x_ += static_cast<double>(dx);
    y_ += static_cast<double>(dy);
    touches_ += 1;
  }
}

KeyPoint TouchOffset::mean() const {
  const auto shrunk = [this](double sum) {
    return static_cast<float>(std::clamp(sum / (touches_ + kPrior), -kMost, kMost));
  };
  return {shrunk(x_), shrunk(y_)};
}

}  // namespace inkling
