// Words drawn over the keys by a finger that makes no mistakes.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "engine/layout.h"
#include "engine/lexicon/text_key.h"

namespace inkling {

/// Straight from key to key, an eighth of a key at a time.
inline std::vector<GesturePoint> draw(std::string_view word,
                                      const Layout& layout = Layout::qwerty()) {
  constexpr float kStep = 0.125F;
  constexpr int64_t kMs = 8;
  std::vector<GesturePoint> out;
  int64_t now = 0;
  for (const char32_t letter : search_key(word)) {
    const auto key = layout.center(letter);
    if (!key) continue;
    if (out.empty()) {
      out.push_back({key->x, key->y, now});
      continue;
    }
    const GesturePoint from = out.back();
    const float length = std::hypot(key->x - from.x, key->y - from.y);
    const int steps = static_cast<int>(length / kStep);
    for (int i = 1; i <= steps; ++i) {
      const float share = static_cast<float>(i) / static_cast<float>(steps);
      now += kMs;
      out.push_back({from.x + share * (key->x - from.x), from.y + share * (key->y - from.y), now});
    }
    now += 3 * kMs;  // it turns
    out.push_back({key->x, key->y, now});
  }
  return out;
}

}  // namespace inkling
