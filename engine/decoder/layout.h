// Where the keys of a keyboard are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inkling {

/// In key widths (x) and key heights (y) from the keyboard's top left corner.
struct KeyPoint {
  float x = 0;
  float y = 0;
};

/// A layout's letter keys. Immutable; thread-safe.
class Layout {
 public:
  /// "qwerty", "qwertz", "azerty", "dvorak" or "colemak"; null for any other name. Lives as long
  /// as the process.
  static const Layout* find(std::string_view name);
  static const Layout& qwerty();
  static std::vector<std::string> names();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Lower-case letters of all keys.
  [[nodiscard]] const std::u32string& letters() const { return letters_; }
  /// The centre of a letter's key.
  [[nodiscard]] std::optional<KeyPoint> center(char32_t letter) const;
  /// Squared distance of two keys' centres in key widths; empty when either has no key here.
  [[nodiscard]] std::optional<float> distance_squared(char32_t a, char32_t b) const;

 private:
  struct Row {
    float offset;
    std::u32string_view letters;
  };
  Layout(std::string name, const std::vector<Row>& rows);
  static const std::vector<Layout>& all();

  std::string name_;
  std::u32string letters_;
  std::unordered_map<char32_t, KeyPoint> centers_;
};

}  // namespace inkling
