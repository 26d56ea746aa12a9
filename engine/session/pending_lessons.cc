#include "engine/session/pending_lessons.h"

#include <algorithm>
#include <string>

#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kAround = 512;  // bytes: longer than the tokens that one types

/// The text around the cursor, from some place of the committed text on.
struct Window {
  std::string text;
  std::size_t from = 0;    // where it begins in the committed text
  std::size_t cursor = 0;  // in `text`
};

/// It holds what is committed from `begin` on, and some text before.
Window window_of(const Document& document, std::size_t begin) {
  Window out;
  const std::string_view committed = document.committed();
  begin = std::min(begin, committed.size());
  const std::string_view before = utf8_tail(committed.substr(0, begin), kAround);
  out.from = begin - before.size();
  out.text = committed.substr(out.from);
  out.text += document.composing();
  out.cursor = out.text.size();
  out.text += utf8_head(document.right(), kAround);
  return out;
}

bool names(const std::vector<std::string>& secrets, std::string_view word) {
  if (word.empty()) return false;
  const std::string key = to_lower(word);
  return std::any_of(secrets.begin(), secrets.end(), [&](const std::string& secret) {
    return secret.find(key) != std::string::npos;
  });
}

/// Is all said that tells what the token is?
bool is_complete(const Window& window, TextSpan token, const KnowsWord& knows) {
  if (token.end >= window.cursor) return false;
  if (!needs_token_behind(window.text, token, knows)) return true;
  const TextSpan next = token_behind(window.text, token);
  if (next.begin < next.end) return next.end < window.cursor;
  return next.begin < window.cursor;  // a line end came first
}

}  // namespace

PendingLessons::PendingLessons(const EngineParts& parts, FieldLearner* learner)
    : learner_(learner), knows_([&parts](std::string_view word) { return parts.knows(word); }) {}

void PendingLessons::add(const Document& document) {
  const Edit& edit = document.newest();
  const std::size_t begin = edit.at + edit.word_at;
  items_.push_back({edit.word, begin, begin + edit.word_size});
}

void PendingLessons::drop(const Lesson& lesson) {
  std::erase_if(items_, [&](const Item& item) { return &item.word->lesson == &lesson; });
}

void PendingLessons::settle(const Document& document, bool all) {
  if (items_.empty()) return;
  // Behind what was picked, a space is owed: the next letter begins another token.
  all |= document.newest().space == PickedSpace::kOwed;
  const Window window = window_of(document, items_.front().begin);
  std::size_t done = 0;
  for (; done < items_.size(); ++done) {
    const Item& item = items_[done];
    Lesson& lesson = item.word->lesson;
    // Erased or written over in a way that took nothing back: the text no longer says it.
    if (item.begin < window.from || item.end > document.committed().size()) continue;
    const TextSpan place{item.begin - window.from, item.end - window.from};
    const TextSpan whole = token_around(window.text, place);
    if (!all && !is_complete(window, whole, knows_)) break;
    // A phrase may be several tokens.
    for_each_word(std::string_view(window.text).substr(place.begin, place.end - place.begin),
                  [&](std::string_view part) {
                    const auto begin = static_cast<std::size_t>(part.data() - window.text.data());
                    const TextSpan token = token_around(window.text, {begin, begin + part.size()});
                    lesson.secret |= is_secret_place(window.text, token, knows_);
                  });
    const std::vector<std::string> secrets = secrets_before(window.text, whole.begin, knows_);
    if (names(secrets, lesson.context.last)) lesson.context.last = kUnnamedWord;
    if (names(secrets, lesson.context.before_last)) lesson.context.before_last = kUnnamedWord;
    learner_->teach(&lesson);
  }
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(done));
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
  const Window window = window_of(document, document.committed().size());
  const TextSpan token = token_around(window.text, {window.cursor, window.cursor});
  return is_secret_place(window.text, token, knows_);
}

bool PendingLessons::may_name(const Document& document, std::string_view word) const {
  const Window window = window_of(document, document.committed().size());
  return !names(secrets_before(window.text, window.cursor, knows_), word);
}

}  // namespace inkling
