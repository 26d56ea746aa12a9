#include "demo_keyboard/known_text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace inkling {
namespace {

constexpr std::size_t kListed = 30;  // of each kind; a page holds no more

/// "Your words: a, b, c and 4 more", or nothing.
class List {
 public:
  explicit List(std::string_view heading) : text_(heading) { text_ += ": "; }
  void add(std::string_view item, double count = 0) {
    if (++items_ > kListed) return;
    if (items_ > 1) text_ += ", ";
    text_ += item;
    if (count > 0) {
      text_ += " (" + std::to_string(std::max(std::lround(count), 1L)) + ")";
    }
  }
  [[nodiscard]] std::string line() const {
    if (items_ == 0) return {};
    const std::string more =
        items_ > kListed ? " and " + std::to_string(items_ - kListed) + " more" : "";
    return text_ + more + "\n";
  }

 private:
  std::string text_;
  std::size_t items_ = 0;
};

std::string pair_of(const std::string& from, const std::string& to) {
  std::string out = from;
  out += " → ";
  out += to;
  return out;
}

}  // namespace

std::string known_text(const HistoryOverview& known) {
  List own("Your words");
  List blocked("Blocked");
  for (const HistoryWord& word : known.words) {
    if (word.blocked) {
      blocked.add(word.text);
    } else if (word.personal) {
      own.add(word.text, word.count);
    }
  }
  List shortcuts("Shortcuts");
  for (const auto& [typed, expansion] : known.shortcuts) shortcuts.add(pair_of(typed, expansion));
  List refused("Corrections you undid");
  for (const HistoryCorrection& c : known.corrections) {
    if (c.reverted > 0) refused.add(pair_of(c.typed, c.word), c.reverted);
  }
  List emoji("Emoji");
  for (const HistoryEmoji& e : known.emoji) emoji.add(e.emoji, e.count);
  List phrases("Often one behind the other");
  constexpr double kOften = 1.5;
  for (const HistoryPhrase& phrase : known.phrases) {
    if (phrase.count < kOften) continue;
    std::string words;
    for (const std::string& word : phrase.words) words += (words.empty() ? "" : " ") + word;
    phrases.add(words, phrase.count);
  }
  std::string out = own.line() + blocked.line() + shortcuts.line() + refused.line() + emoji.line() +
                    phrases.line();
  if (known.waiting > 0) {
    out += "Not trusted yet, and not stored readably: " + std::to_string(known.waiting) + "\n";
  }
  return out.empty() ? "Nothing was learned yet.\n" : out;
}

}  // namespace inkling
