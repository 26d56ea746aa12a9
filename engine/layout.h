// Where the keys of a keyboard are.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// In key widths (x) and key heights (y) from the top left corner of the letters.
struct KeyPoint {
  float x = 0;
  float y = 0;
  friend bool operator==(const KeyPoint&, const KeyPoint&) = default;
};

/// Edges, in the units of KeyPoint.
struct KeyRect {
  float left = 0;
  float right = 0;
  float top = 0;
  float bottom = 0;
  [[nodiscard]] KeyPoint center() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

/// A layout's keys: letters, digits above them (y = -0.5) and the space bar below. Every key but
/// the space bar is one unit wide and high. Immutable; thread-safe.
class Layout {
 public:
  struct Key {
    char32_t letter = 0;
    KeyPoint center;
  };
  /// What a layout is made of; letters and digits are unique, shifted letters share a key.
  struct Keys {
    std::vector<Key> letters;
    std::vector<Key> digits;
    std::vector<Key> shifted;
    KeyRect space_bar;
  };
  Layout(std::string name, Keys keys);

  /// "qwerty", "qwertz", "azerty", "dvorak", "colemak" or "dubeolsik"; null for any other name.
  /// Lives as long as the process.
  static const Layout* find(std::string_view name);
  static const Layout& qwerty();
  static std::vector<std::string> names();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Lower-case letters of all keys, without digits and without shifted letters.
  [[nodiscard]] const std::u32string& letters() const { return letters_; }
  /// The centre of the key that types a letter or a digit.
  [[nodiscard]] std::optional<KeyPoint> center(char32_t letter) const {
    return letter < kDirect ? direct_[letter] : slow_center(letter);
  }
  /// Squared distance of two keys' centres in key widths; empty when either has no key here.
  [[nodiscard]] std::optional<float> distance_squared(char32_t a, char32_t b) const {
    const std::optional<KeyPoint> from = center(a);
    const std::optional<KeyPoint> to = center(b);
    if (!from || !to) return std::nullopt;
    const float dx = from->x - to->x;
    const float dy = from->y - to->y;
    return dx * dx + dy * dy;
  }

  /// All keys, for those who draw them.
  [[nodiscard]] const Keys& keys() const { return keys_; }
  [[nodiscard]] const KeyRect& space_bar() const { return keys_.space_bar; }
  /// Does the key stand on the space bar, so that a touch a little too low hits it?
  [[nodiscard]] bool borders_on_space(char32_t letter) const;
  /// What the keyboard takes a touch for: the letter, the digit or U+0020 of the key that holds
  /// `point` or, between and beyond keys, comes nearest to it.
  [[nodiscard]] char32_t key_at(KeyPoint point) const;

 private:
  static constexpr char32_t kDirect = 128;
  static const std::vector<Layout>& all();
  [[nodiscard]] std::optional<KeyPoint> slow_center(char32_t letter) const;
  void place(const Key& key);

  std::string name_;
  std::u32string letters_;
  Keys keys_;
  std::array<std::optional<KeyPoint>, kDirect> direct_;  // ASCII, for the decoder's inner loop
  std::unordered_map<char32_t, KeyPoint> others_;
};

/// Reads the text of a layout, lines of tab-separated cells; "#" starts a comment line:
///
///   row     0     0     qwertyuiop     left edge, top edge, keys
///   digits  0     -1    1234567890     the same, for keys that are no letters
///   shift   ㅃ    ㅂ                   a letter that shares the key of another
///   space   3.25  8.25  3    4         left, right, top, bottom edge of the space bar
///
/// At least one row, and the space bar. kCorrupt names the layout and the line.
Result<Layout> parse_layout(std::string_view text, const std::string& name);

}  // namespace inkling
