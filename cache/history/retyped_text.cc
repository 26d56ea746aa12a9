#include "cache/history/retyped_text.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr std::size_t kKept = 4096;  // words
constexpr std::size_t kSlots = 8192;
constexpr std::size_t kLeast = 4;  // words: fewer are the same by chance
constexpr std::size_t kMost = 16;

}  // namespace

bool RetypedText::kept(std::size_t place) const {
  return place < count_ && place + words_.size() >= count_;
}

RetypedText::Id RetypedText::at(std::size_t place) const { return words_[place % words_.size()]; }

RetypedText::Next RetypedText::next() const {
  if (next_ == 0 || length_ < kLeast || !kept(next_)) return {};
  return {at(next_), length_, run_};
}

std::size_t RetypedText::slot() const {
  const uint64_t pair = uint64_t{at(count_ - 2)} << 32U | at(count_ - 1);
  return (pair * 0x9E3779B97F4A7C15U >> 32U) % kSlots;
}

void RetypedText::push(Id word) {
  if (words_.empty()) {
    words_.resize(kKept);
    where_.resize(kSlots);
  }
  const bool foretold = next_ != 0 && kept(next_) && at(next_) == word;
  run_ = foretold && word != kNone ? run_ + 1 : 0;
  length_ = foretold ? length_ + 1 : 0;
  next_ = foretold ? next_ + 1 : 0;
  words_[count_ % words_.size()] = word;
  ++count_;
  if (count_ < 2) return;
  std::size_t& behind = where_[slot()];
  if (next_ == 0 && behind != 0) {
    next_ = behind;
    look_for_last();
  }
  behind = count_;
}

/// How many words before the place that is followed are the last ones?
void RetypedText::look_for_last() {
  length_ = 0;
  while (length_ < kMost && next_ > length_) {
    const std::size_t there = next_ - 1 - length_;
    if (!kept(there) || at(there) != at(count_ - 1 - length_)) break;
    ++length_;
  }
  if (length_ < 2) next_ = 0;  // another pair in the same slot
}

void RetypedText::pop() {
  if (count_ > 0) --count_;
  next_ = length_ = run_ = 0;
}

void RetypedText::forget(Id word) { std::replace(words_.begin(), words_.end(), word, kNone); }

void RetypedText::clear() { *this = {}; }

}  // namespace inkling
