#include "tools/replay/replayed_words.h"

#include <algorithm>
#include <utility>

#include "tools/items.h"
#include "tools/keys.h"

namespace inkling {
namespace {

bool ends_a_word(const std::optional<Commit>& commit) {
  return commit && !(commit->typed.empty() && commit->committed.empty());
}

}  // namespace

std::size_t least_keystrokes(const ReplayedWord& word) {
  for (std::size_t i = 0; i < word.strips.size(); ++i) {
    if (place_on_strip(word.strips[i], *word.intended) >= 0) return i + 1;
  }
  // A pick that this engine did not offer would have been typed in full.
  return word.picked ? split_keys(*word.intended).size() + 1 : word.keystrokes();
}

void WordTracker::take_intent(const std::string& word) {
  if (order_ == IntentOrder::kUnknown) {
    const bool any_key = !words_.empty() || !open_.strips.empty();
    order_ = any_key ? IntentOrder::kAfterWord : IntentOrder::kBeforeKeys;
  }
  if (order_ == IntentOrder::kBeforeKeys && open_.intended && !open_.strips.empty()) {
    next_intended_ = word;
    return;
  }
  const bool to_last = order_ == IntentOrder::kAfterWord && open_.strips.empty() && !words_.empty();
  (to_last ? words_.back() : open_).intended = word;
}

void WordTracker::keystroke(const std::vector<std::string>& strip_before,
                            std::string_view typed_before, double micros) {
  if (open_.strips.empty()) {
    open_.from_nothing = typed_before.empty();
    open_.position = position_;
  }
  open_.strips.push_back(strip_before);
  open_.micros = std::max(open_.micros, micros);
}

void WordTracker::drop() {
  // An intention stays: the keys before it were not its word's.
  std::optional<std::string> intended = std::move(open_.intended);
  open_ = {};
  open_.intended = std::move(intended);
}

const ReplayedWord* WordTracker::finish(ReplayedWord word) {
  ++position_;
  words_.push_back(std::move(word));
  open_ = {};
  return &words_.back();
}

const ReplayedWord* WordTracker::follow(const TraceEvent& event,
                                        const std::optional<Commit>& commit,
                                        std::string_view typed_before,
                                        const std::vector<std::string>& strip_before,
                                        std::string_view composing, double micros) {
  if (event.kind == EventKind::kIntend) {
    take_intent(event.text);
    return nullptr;
  }
  const bool begins_next =
      event.kind == EventKind::kGesture || (event.kind == EventKind::kKey && !composing.empty());
  if (begins_next && ends_a_word(commit) && !open_.strips.empty()) {
    ReplayedWord word = std::exchange(open_, {});
    open_.intended = std::exchange(next_intended_, std::nullopt);
    keystroke(strip_before, typed_before, micros);
    word.typed = typed_before;
    word.committed = commit->committed;
    word.autocorrected = commit->autocorrected;
    word.at_end = strip_before;
    ++position_;
    words_.push_back(std::move(word));
    return &words_.back();
  }
  if (next_intended_) open_.intended = std::exchange(next_intended_, std::nullopt);
  switch (event.kind) {
    case EventKind::kIntend:
      return nullptr;
    case EventKind::kFocus:
    case EventKind::kCursor:
      open_ = {};
      // Behind text that the trace did not type it is no line's first.
      position_ = event.left.empty() || event.left.back() == '\n' ? 0 : 1;
      return nullptr;
    case EventKind::kMend:
      if (composing.empty()) open_ = {};
      return nullptr;
    case EventKind::kBackspace:
      if (open_.strips.empty() && typed_before.empty() && !composing.empty() && !words_.empty()) {
        // Back into the last word: it goes on where it was.
        open_ = std::move(words_.back());
        words_.pop_back();
        position_ = open_.position;
        open_.picked = open_.autocorrected = false;
      }
      for (int i = 0; i < std::min(event.n, 1000); ++i)
        keystroke(strip_before, typed_before, micros);
      return nullptr;
    case EventKind::kPick:
    case EventKind::kKey:
    case EventKind::kGesture:
    case EventKind::kSpace:
    case EventKind::kEnter:
      break;
  }
  keystroke(strip_before, typed_before, micros);
  const bool picked = event.kind == EventKind::kPick;
  if (!picked && (!ends_a_word(commit) || event.kind == EventKind::kGesture)) {
    // A space or a sign between words belongs to none of them.
    if (composing.empty()) drop();
    if (event.kind == EventKind::kEnter) position_ = 0;
    return nullptr;
  }
  ReplayedWord word = std::move(open_);
  word.typed = typed_before;
  word.committed = picked ? event.text : commit->committed;
  word.picked = picked;
  word.autocorrected = !picked && commit->autocorrected;
  const ReplayedWord* ended = finish(std::move(word));
  if (event.kind == EventKind::kEnter) position_ = 0;
  return ended;
}

}  // namespace inkling
