#include "engine/decoder/layout.h"

#include <algorithm>

namespace inkling {

Layout::Layout(std::string name, const std::vector<Row>& rows) : name_(std::move(name)) {
  float y = 0.5F;
  for (const Row& row : rows) {
    float x = row.offset + 0.5F;
    for (const char32_t letter : row.letters) {
      centers_.emplace(letter, KeyPoint{x, y});
      letters_.push_back(letter);
      x += 1;
    }
    y += 1;
  }
}

const std::vector<Layout>& Layout::all() {
  // Rows of phones: each is shifted as its number of keys asks for.
  static const std::vector<Layout> layouts = {
      Layout("qwerty", {{0, U"qwertyuiop"}, {0.5F, U"asdfghjkl"}, {1.5F, U"zxcvbnm"}}),
      Layout("qwertz", {{0, U"qwertzuiop"}, {0.5F, U"asdfghjkl"}, {1.5F, U"yxcvbnm"}}),
      Layout("azerty", {{0, U"azertyuiop"}, {0, U"qsdfghjklm"}, {1.5F, U"wxcvbn'"}}),
      Layout("dvorak", {{1.5F, U"'pyfgcrl"}, {0, U"aoeuidhtns"}, {1, U"qjkxbmwvz"}}),
      Layout("colemak", {{0, U"qwfpgjluy"}, {0, U"arstdhneio"}, {1.5F, U"zxcvbkm"}}),
  };
  return layouts;
}

const Layout* Layout::find(std::string_view name) {
  const auto found = std::find_if(all().begin(), all().end(),
                                  [name](const Layout& layout) { return layout.name_ == name; });
  return found == all().end() ? nullptr : &*found;
}

const Layout& Layout::qwerty() { return all().front(); }

std::vector<std::string> Layout::names() {
  std::vector<std::string> out;
  for (const Layout& layout : all()) out.push_back(layout.name_);
  return out;
}

std::optional<KeyPoint> Layout::center(char32_t letter) const {
  const auto found = centers_.find(letter);
  if (found == centers_.end()) return std::nullopt;
  return found->second;
}

std::optional<float> Layout::distance_squared(char32_t a, char32_t b) const {
  const auto from = center(a);
  const auto to = center(b);
  if (!from || !to) return std::nullopt;
  const float dx = from->x - to->x;
  const float dy = from->y - to->y;
  return dx * dx + dy * dy;
}

}  // namespace inkling
