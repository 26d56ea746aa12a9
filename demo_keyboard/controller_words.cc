// Single words: kept, forgotten, looked at where they stand, and mended there.
#include <algorithm>
#include <utility>

#include "demo_keyboard/controller.h"
#include "platform/clock.h"
#include "tokenizer/utf8.h"

namespace inkling {

void KeyboardController::settle_word(KeyboardEvent::Kind kind, const std::string& word) {
  const MutexLock lock(mutex_);
  std::erase_if(view_.learned, [&](const LearnedEvent& event) { return event.own_word == word; });
  post({.kind = kind, .word = word});
}

void KeyboardController::unlearn(const std::string& word) {
  settle_word(KeyboardEvent::Kind::kUnlearn, word);
}

void KeyboardController::keep(const std::string& word) {
  settle_word(KeyboardEvent::Kind::kKeep, word);
}

void KeyboardController::block(const std::string& word) {
  settle_word(KeyboardEvent::Kind::kForget, word);
}

void KeyboardController::unblock(const std::string& word) {
  settle_word(KeyboardEvent::Kind::kUnblock, word);
}

void KeyboardController::look_at(std::size_t offset_bytes) {
  const MutexLock lock(mutex_);
  if (view_.playing) return;
  look_cancel_.cancel();
  look_cancel_ = CancelToken::create();
  const std::string seen = pending_.shown().left() + pending_.shown().right();
  const std::size_t offset = std::min(offset_bytes, seen.size());
  worker_.post([this, seen, offset, cancel = look_cancel_](const CancelToken&) {
    look(seen, offset, cancel);
  });
}

void KeyboardController::look(const std::string& seen, std::size_t offset,
                              const CancelToken& cancel) {
  if (cancel.cancelled() || !side_.is_open()) return;
  auto word = side_.look(seen, offset, cancel);
  {
    const MutexLock lock(mutex_);
    // post() cancels under the same lock: what is published here is of the text as it is.
    if (cancel.cancelled()) return;
    view_.looked.reset();
    if (word) view_.looked = LookedWord{++looks_, *std::move(word)};
    ++view_.version;
  }
  changed();
}

void KeyboardController::forget_look() {
  look_cancel_.cancel();
  if (!view_.looked) return;
  view_.looked.reset();
  ++view_.version;
}

void KeyboardController::drop_look() {
  const MutexLock lock(mutex_);
  forget_look();
}

bool KeyboardController::mend(std::size_t begin, const std::string& was, const std::string& text) {
  const MutexLock lock(mutex_);
  if (view_.playing || text.empty()) return false;
  KeyboardEvent mend{.kind = KeyboardEvent::Kind::kMend, .replaces = was, .word = text};
  mend.at = begin;
  if (!mended_text(pending_.shown(), mend)) return false;
  post_mend(std::move(mend));
  return true;
}

/// The one place where a mend begins: what a recording says of it is said here.
void KeyboardController::post_mend(KeyboardEvent mend) {
  const std::string text = pending_.shown().left() + pending_.shown().right();
  TraceEvent event{.kind = EventKind::kMend, .text = mend.word};
  for (std::size_t at = 0; at < std::min(mend.at, text.size()); ++event.at) {
    next_code_point(text, &at);
  }
  record(event, Clock::system().now_nanos());
  post(std::move(mend));
}

}  // namespace inkling
