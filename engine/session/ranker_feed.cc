#include "engine/session/ranker_feed.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/spacing.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

bool same_touch(const std::optional<Touch>& a, const std::optional<Touch>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->x == b->x && a->y == b->y;
}

}  // namespace

void RankerFeed::follow(const Document& document, bool anew) {
  const std::string_view behind = document.behind_word();
  if (anew || committed_ != document.committed() || right_ != behind) {
    committed_ = document.committed();
    right_ = behind;
    ranker_.set_context(committed_, right_);
  }
  follow_keys(document);
}

void RankerFeed::look_ahead(const Document& document, std::shared_ptr<const DrawnWord> drawn) {
  std::string committed = document.committed();
  committed += document.composing();
  if (needs_space_before(committed)) committed += ' ';
  const std::string_view behind =
      document.composing().empty() ? document.behind_word() : std::string_view(document.right());
  if (committed != committed_ || behind != right_) {
    committed_ = std::move(committed);
    right_ = behind;
    ranker_.set_context(committed_, right_);
  }
  draw(std::move(drawn));
}

void RankerFeed::draw(std::shared_ptr<const DrawnWord> drawn) {
  if (drawn == drawn_) return;
  keys_.clear();
  drawn_ = std::move(drawn);
  ranker_.draw(drawn_);
}

void RankerFeed::follow_keys(const Document& document) {
  const std::shared_ptr<const DrawnWord>& drawn = document.typed().drawn;
  if (drawn != nullptr && document.rest().empty()) return draw(drawn);
  if (drawn_ != nullptr) {
    drawn_ = nullptr;
    ranker_.reset_keys();
  }
  const std::string word = document.word();
  const std::vector<std::optional<Touch>>& touches = document.typed().touches;
  std::vector<Key> keys;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t begin = at;
    next_code_point(word, &at);
    const std::size_t place = keys.size();
    keys.push_back(
        {word.substr(begin, at - begin), place < touches.size() ? touches[place] : std::nullopt});
  }
  const auto as_before = std::mismatch(
      keys_.begin(), keys_.end(), keys.begin(), keys.end(), [](const Key& a, const Key& b) {
        return a.character == b.character && same_touch(a.touch, b.touch);
      });
  const auto kept = static_cast<std::size_t>(as_before.first - keys_.begin());
  if (kept == 0) {
    if (!keys_.empty()) ranker_.reset_keys();
  } else {
    for (std::size_t gone = keys_.size() - kept; gone > 0; --gone) ranker_.backspace();
  }
  for (std::size_t i = kept; i < keys.size(); ++i) {
    ranker_.press(keys[i].character, keys[i].touch);
  }
  keys_ = std::move(keys);
}

}  // namespace inkling
