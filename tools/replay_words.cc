#include "tools/replay_words.h"

#include <algorithm>
#include <utility>

#include "tools/items.h"
#include "tools/keys.h"

namespace inkling {
namespace {

bool ends_a_word(const std::optional<Commit>& commit) {
  return commit && !(commit->typed.empty() && commit->committed.empty());
}

/// Keystrokes of a person who picks the word as soon as it is on the strip.
std::size_t least_keystrokes(const ReplayedWord& word) {
  for (std::size_t i = 0; i < word.strips.size(); ++i) {
    if (place_on_strip(word.strips[i], *word.intended) >= 0) return i + 1;
  }
  // A pick that this engine did not offer would have been typed in full.
  return word.picked ? split_keys(*word.intended).size() + 1 : word.keystrokes();
}

}  // namespace

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

void WordTracker::keystroke(const std::vector<std::string>& strip_before, double micros) {
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
    keystroke(strip_before, micros);
    word.typed = typed_before;
    word.committed = commit->committed;
    word.autocorrected = commit->autocorrected;
    word.at_end = strip_before;
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
      return nullptr;
    case EventKind::kMend:
      if (composing.empty()) open_ = {};
      return nullptr;
    case EventKind::kBackspace:
      if (open_.strips.empty() && typed_before.empty() && !composing.empty() && !words_.empty()) {
        // Back into the last word: it goes on where it was.
        open_ = std::move(words_.back());
        words_.pop_back();
        open_.picked = open_.autocorrected = false;
      }
      for (int i = 0; i < std::min(event.n, 1000); ++i) keystroke(strip_before, micros);
      return nullptr;
    case EventKind::kPick:
    case EventKind::kKey:
    case EventKind::kGesture:
    case EventKind::kSpace:
    case EventKind::kEnter:
      break;
  }
  keystroke(strip_before, micros);
  const bool picked = event.kind == EventKind::kPick;
  if (!picked && (!ends_a_word(commit) || event.kind == EventKind::kGesture)) {
    // A space or a sign between words belongs to none of them.
    if (composing.empty()) drop();
    return nullptr;
  }
  ReplayedWord word = std::move(open_);
  word.typed = typed_before;
  word.committed = picked ? event.text : commit->committed;
  word.picked = picked;
  word.autocorrected = !picked && commit->autocorrected;
  const ReplayedWord* ended = finish(std::move(word));
  return ended;
}

ReplayQuality measure_quality(const std::vector<ReplayedWord>& words) {
  std::size_t meant = 0;
  std::size_t keystrokes = 0;
  std::size_t characters = 0;
  std::size_t on_strip = 0;
  std::size_t wrong = 0;
  for (const ReplayedWord& word : words) {
    if (!word.intended || word.strips.empty()) continue;
    ++meant;
    keystrokes += least_keystrokes(word);
    characters += split_keys(*word.intended).size() + 1;
    const bool hit = same_word(word.typed, *word.intended) ||
                     place_on_strip(word.offered(), *word.intended) >= 0;
    if (hit) ++on_strip;
    if (!same_word(word.committed, *word.intended)) ++wrong;
  }
  if (meant == 0) return {};
  const auto share = [](std::size_t part, std::size_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  return {1 - share(keystrokes, characters), share(on_strip, meant), share(wrong, meant)};
}

}  // namespace inkling
