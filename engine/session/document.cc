#include "engine/document.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/word_bounds.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

// A few sentences, letter by letter: enough for the words that are looked at again.
constexpr std::size_t kKept = 128;

}  // namespace

TypedText::TypedText(std::string_view typed, std::optional<Touch> touch) : text(typed) {
  for (std::size_t at = 0; at < text.size();) {
    next_code_point(text, &at);
    touches.emplace_back();
  }
  if (touches.size() == 1) touches.front() = touch;
}

void TypedText::append(const TypedText& more) {
  if (more.text.empty()) return;
  drawn = text.empty() ? more.drawn : nullptr;
  text += more.text;
  touches.insert(touches.end(), more.touches.begin(), more.touches.end());
}

TypedText TypedText::split_off(std::size_t bytes) {
  TypedText tail(std::string_view(text).substr(text.size() - bytes));
  if (bytes == 0) return tail;
  if (bytes == text.size()) tail.drawn = drawn;
  drawn = nullptr;
  const auto from = touches.end() - static_cast<std::ptrdiff_t>(tail.touches.size());
  tail.touches.assign(from, touches.end());
  touches.erase(from, touches.end());
  text.resize(text.size() - bytes);
  return tail;
}

Edit inverse(const Edit& edit) {
  Edit out;
  out.kind = Edit::Kind::kTakeBack;
  out.undoes = edit.version;
  out.before = edit.after;
  out.after = edit.before;
  return out;
}

bool inside_word(const Edit& edit) {
  return edit.before.committed.empty() && edit.after.committed.empty() &&
         edit.before.right.empty() && edit.after.right.empty();
}

void Document::reset(std::string_view left, std::string_view right) {
  committed_ = repair_utf8(left);
  right_ = repair_utf8(right);
  const WordAround word = word_around(committed_, right_);
  rest_ = word.right;
  composing_ = TypedText(std::string_view(committed_).substr(committed_.size() - word.left));
  committed_.resize(committed_.size() - word.left);
  log_.assign(1, Edit{});
  log_.back().version = ++version_;
}

void Document::apply(Edit edit) {
  assert(committed_.ends_with(edit.before.committed));
  assert(composing_.text.ends_with(edit.before.composing.text));
  assert(right_.starts_with(edit.before.right));
  assert(rest_ == edit.before.rest);
  edit.version = ++version_;
  edit.at = committed_.size() - edit.before.committed.size();
  committed_.resize(edit.at);
  committed_ += edit.after.committed;
  composing_.split_off(edit.before.composing.text.size());
  composing_.append(edit.after.composing);
  right_.replace(0, edit.before.right.size(), edit.after.right);
  rest_ = edit.after.rest;
  assert(rest_ <= right_.size());
  log_.push_back(std::move(edit));
  if (log_.size() > kKept) log_.pop_front();
}

std::string Document::word() const {
  if (composing_.text.empty()) return {};
  return composing_.text + right_.substr(0, rest_);
}

const Edit* Document::find(uint64_t version) const {
  const uint64_t oldest = log_.front().version;
  if (version < oldest || version > version_) return nullptr;
  return &log_[static_cast<std::size_t>(version - oldest)];
}

const Edit* Document::undoable() const {
  const Edit& last = newest();
  if (last.kind == Edit::Kind::kCorrection || last.kind == Edit::Kind::kGesture ||
      last.kind == Edit::Kind::kStop) {
    return &last;
  }
  if (last.kind != Edit::Kind::kTakeBack) return nullptr;
  const Edit* undone = find(last.undoes);
  if (undone == nullptr || undone->kind != Edit::Kind::kCorrection || undone->gave_way.empty()) {
    return nullptr;
  }
  const Edit* first = find(undone->gave_way.back());
  return first != nullptr && first->kind == Edit::Kind::kCorrection ? first : nullptr;
}

}  // namespace inkling
