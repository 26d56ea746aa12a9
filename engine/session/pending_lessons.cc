#include "engine/session/pending_lessons.h"

#include <algorithm>
#include <string>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kAround = 512;  // bytes: longer than the tokens that one types

bool names(const std::vector<std::string>& secrets, std::string_view word) {
  if (word.empty()) return false;
  const std::string key = to_lower(word);
  return std::any_of(secrets.begin(), secrets.end(), [&](const std::string& secret) {
    return secret.find(key) != std::string::npos;
  });
}

}  // namespace

/// The text around the cursor, from some place of the committed text on.
struct PendingLessons::Window {
  /// It holds what is committed from `begin` on, and some text before.
  Window(const Document& document, std::size_t begin);
  /// The token of a word in the committed text, or right of the cursor.
  [[nodiscard]] TextSpan token_of(const Item& item) const {
    return token_around(text, {item.begin - from, item.end - from});
  }
  /// Is all said that tells what the token is?
  [[nodiscard]] bool is_complete(TextSpan token, const KnowsWord& knows) const;

  std::string text;
  std::size_t from = 0;    // where it begins in the committed text
  std::size_t cursor = 0;  // in `text`
};

PendingLessons::Window::Window(const Document& document, std::size_t begin) {
  const std::string_view committed = document.committed();
  begin = std::min(begin, committed.size());
  const std::string_view before = utf8_tail(committed.substr(0, begin), kAround);
  from = begin - before.size();
  text = committed.substr(from);
  text += document.composing();
  cursor = text.size();
  text += utf8_head(document.right(), kAround);
}

bool PendingLessons::Window::is_complete(TextSpan token, const KnowsWord& knows) const {
  if (token.end >= cursor) return false;
  if (!needs_token_behind(text, token, knows)) return true;
  const TextSpan next = token_behind(text, token);
  if (next.begin < next.end) return next.end < cursor;
  return next.begin < cursor;  // a line end came first
}

PendingLessons::PendingLessons(const EngineParts& parts, FieldLearner* learner)
    : learner_(learner), knows_([&parts](std::string_view word) { return parts.knows(word); }) {}

void PendingLessons::add(const Document& document) {
  const Edit& edit = document.newest();
  const std::size_t begin = edit.at + edit.word_at;
  Item item{edit.word, begin, begin + edit.word_size};
  if (begin >= document.committed().size()) {
    Window window(document, document.committed().size());
    // It may stand far behind the cursor.
    const std::string whole = document.left() + document.right();
    window.from = begin - utf8_tail(std::string_view(whole).substr(0, begin), kAround).size();
    window.text = utf8_head(std::string_view(whole).substr(window.from), 2 * kAround);
    return teach(window, item);
  }
  // In the order of the text.
  const auto behind =
      std::upper_bound(items_.begin(), items_.end(), begin,
                       [](std::size_t place, const Item& other) { return place < other.begin; });
  items_.insert(behind, std::move(item));
}

void PendingLessons::shift(std::size_t end, std::ptrdiff_t grown) {
  for (Item& item : items_) {
    if (item.begin < end) continue;
    item.begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(item.begin) + grown);
    item.end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(item.end) + grown);
  }
}

void PendingLessons::drop(const Lesson& lesson) {
  std::erase_if(items_, [&](const Item& item) { return &item.word->lesson == &lesson; });
}

void PendingLessons::settle(const Document& document, bool all) {
  if (items_.empty()) return;
  // Behind what was picked, a space is owed: the next letter begins another token.
  all |= document.newest().space == PickedSpace::kOwed;
  const Window window(document, items_.front().begin);
  std::size_t done = 0;
  for (; done < items_.size(); ++done) {
    const Item& item = items_[done];
    // Erased or written over in a way that took nothing back: the text no longer says it.
    if (item.begin < window.from || item.end > document.committed().size()) continue;
    if (!all && !window.is_complete(window.token_of(item), knows_)) break;
    teach(window, item);
  }
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(done));
}

void PendingLessons::teach(const Window& window, const Item& item) {
  Lesson& lesson = item.word->lesson;
  const std::string_view text = window.text;
  // A phrase may be several tokens.
  for_each_word(text.substr(item.begin - window.from, item.end - item.begin),
                [&](std::string_view part) {
                  const auto begin = static_cast<std::size_t>(part.data() - text.data());
                  const TextSpan token = token_around(text, {begin, begin + part.size()});
                  lesson.secret |= is_secret_place(text, token, knows_);
                });
  const auto secrets = secrets_before(text, window.token_of(item).begin, knows_);
  if (names(secrets, lesson.context.last)) lesson.context.last = kUnnamedWord;
  if (names(secrets, lesson.context.before_last)) lesson.context.before_last = kUnnamedWord;
  learner_->teach(&lesson);
}

void PendingLessons::move(const Document& from, const Document& to) {
  if (items_.empty()) return;
  const std::string left = from.left();
  const std::string other = to.left();
  const std::string_view tail =
      std::string_view(left).substr(std::min(items_.front().begin, left.size()));
  // Only where the end of the text shows that nothing moved. A word that is taken up again would
  // be no news when it ends.
  const bool same = !tail.empty() && other.ends_with(tail) && from.right() == to.right() &&
                    items_.back().end + other.size() <= to.committed().size() + left.size();
  if (!same) {
    settle_all(from);
    return;
  }
  for (Item& item : items_) {
    item.begin = item.begin + other.size() - left.size();
    item.end = item.end + other.size() - left.size();
  }
}

bool PendingLessons::secret_at_cursor(const Document& document) const {
  const Window window(document, document.committed().size());
  const TextSpan token = token_around(window.text, {window.cursor, window.cursor});
  return is_secret_place(window.text, token, knows_);
}

bool PendingLessons::may_name(const Document& document, std::string_view word) const {
  const Window window(document, document.committed().size());
  return !names(secrets_before(window.text, window.cursor, knows_), word);
}

}  // namespace inkling
