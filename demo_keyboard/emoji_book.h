// Every emoji with its name and keywords, and how to find one by them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// One emoji. The views live as long as the process.
struct Emoji {
  std::string_view text;      // the emoji itself
  std::string_view group;     // "smileys", "food", ...
  std::string_view name;      // "party popper"
  std::string_view keywords;  // "celebrate tada", in lower case; not those of the name
};

/// The table of demo_keyboard/data/emoji_en.tsv, in Unicode's order. Immutable, shared by threads.
///
///   EmojiBook::english().search("birth ca", 10).front()->text;   // "🎂"
class EmojiBook {
 public:
  /// Read once, when it is asked for first.
  static const EmojiBook& english();
  /// `table`: lines of emoji, group, name and keywords, parted by tabs; "#" begins a remark. Lines
  /// that are not so are left out. It must outlive the book.
  explicit EmojiBook(std::string_view table);

  [[nodiscard]] const std::vector<Emoji>& all() const { return all_; }
  /// Names of the groups, in order.
  [[nodiscard]] const std::vector<std::string_view>& groups() const { return groups_; }
  /// Null when there is none.
  [[nodiscard]] const Emoji* find(std::string_view text) const;
  /// Those of which every word of `query` begins a word of the name or a keyword; whole words and
  /// words of the name before others, then Unicode's order. Case does not matter. Nothing for an
  /// empty query.
  [[nodiscard]] std::vector<const Emoji*> search(std::string_view query, std::size_t limit) const;

 private:
  std::vector<Emoji> all_;
  std::vector<std::string_view> groups_;
};

}  // namespace inkling
