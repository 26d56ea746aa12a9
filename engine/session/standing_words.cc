#include "engine/session/standing_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "engine/word_bounds.h"

namespace inkling {
namespace {

constexpr std::size_t kKept = 64;  // a few sentences

}  // namespace

void StandingWords::follow(const Document& document) {
  const Edit& edit = document.newest();
  const TextSlice& before = edit.before;
  const TextSlice& after = edit.after;
  // What of the composing text stays parts the change in two: before it, and at the cursor.
  const std::size_t kept = document.composing().size() - after.composing.text.size();
  const std::string at_cursor = before.composing.text + before.right;
  const std::string now_at_cursor = after.composing.text + after.right;
  if (kept == 0) {
    splice(edit.at, before.committed + at_cursor, after.committed + now_at_cursor);
  } else {
    splice(edit.at + before.committed.size() + kept, at_cursor, now_at_cursor);
    splice(edit.at, before.committed, after.committed);
  }
  if (edit.word == nullptr || edit.word_size == 0) return;
  // Some of the word may stand right of the cursor.
  const std::size_t begin = edit.at + edit.word_at;
  const std::size_t end = begin + std::max(edit.word_size, edit.committed.size());
  drop(begin, end, 0);
  words_.push_back({begin, end, edit.word});
  if (words_.size() > kKept) words_.erase(words_.begin());
}

void StandingWords::move(const Document& from, const Document& to) {
  if (!words_.empty()) splice(0, from.left() + from.right(), to.left() + to.right());
}

void StandingWords::splice(std::size_t place, std::string_view before, std::string_view after) {
  const auto front = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto same = static_cast<std::size_t>(front.first - before.begin());
  before.remove_prefix(same);
  after.remove_prefix(same);
  const auto back = std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend());
  const auto behind = static_cast<std::size_t>(back.first - before.rbegin());
  before.remove_suffix(behind);
  after.remove_suffix(behind);
  if (before.empty() && after.empty()) return;
  drop(place + same, place + same + before.size(),
       static_cast<std::ptrdiff_t>(after.size()) - static_cast<std::ptrdiff_t>(before.size()));
}

void StandingWords::drop(std::size_t begin, std::size_t end, std::ptrdiff_t grown) {
  std::erase_if(words_, [&](const Word& word) { return word.end > begin && word.begin < end; });
  for (Word& word : words_) {
    if (word.begin < end || word.end <= begin) continue;
    word.begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(word.begin) + grown);
    word.end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(word.end) + grown);
  }
}

std::shared_ptr<WordRecord> StandingWords::find(std::size_t begin, std::string_view text) const {
  const auto found = std::find_if(words_.begin(), words_.end(), [&](const Word& word) {
    return word.begin == begin && word.end == begin + text.size() &&
           word.record->committed() == text;
  });
  return found == words_.end() ? nullptr : found->record;
}

const StandingWords::Word* StandingWords::at(std::size_t place, std::string_view text) const {
  const auto found = std::find_if(words_.begin(), words_.end(), [&](const Word& word) {
    return word.begin <= place && place <= word.end && word.end <= text.size() &&
           text.substr(word.begin, word.end - word.begin) == word.record->committed() &&
           word_around(text.substr(0, word.begin), text.substr(word.begin)).left == 0 &&
           word_around(text.substr(0, word.end), text.substr(word.end)).right == 0;
  });
  return found == words_.end() ? nullptr : &*found;
}

std::vector<StandingWords::Word> StandingWords::from(std::size_t place, std::size_t limit) const {
  std::vector<Word> out;
  std::copy_if(words_.begin(), words_.end(), std::back_inserter(out),
               [&](const Word& word) { return word.begin >= place; });
  std::sort(out.begin(), out.end(), [](const Word& a, const Word& b) { return a.begin < b.begin; });
  out.resize(std::min(out.size(), limit));
  return out;
}

}  // namespace inkling
