// Backspace, and commits taken back (docs/decisions/0009-taking-back.md).
#include <cstddef>
#include <utility>

#include "engine/session/session_impl.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

std::ptrdiff_t letters(std::string_view text) {
  std::ptrdiff_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, &at);
  return count;
}

}  // namespace

void SessionImpl::backspace(int n) {
  for (int i = 0; i < n; ++i) {
    auto_space_ = false;
    if (!undo_.empty()) {
      take_back();
    } else {
      erase_left();
    }
  }
}

void SessionImpl::erase_left() {
  const bool composing = !field_.composing().empty();
  const std::string before = field_.composing();
  const bool reopened = field_.erase_left();
  if (reopened) {
    // The word is being written anew: it counts once, when it is finished.
    learner_.unlearn(&last_learned_);
    retype_composing();
  } else if (composing) {
    // One grapheme may have been several presses.
    for (auto gone = letters(before) - letters(field_.composing()); gone > 0; --gone) {
      ranker_.backspace();
    }
  }
  last_learned_.clear();
  if (!composing || reopened) {
    recent_.clear();
    text_changed();
  }
  ++version_;
}

/// Takes the newest autocorrection back: the text is what it was right before it.
void SessionImpl::take_back() {
  Undo undo = std::move(undo_.back());
  undo_.pop_back();
  field_.drop(undo.committed.size() + undo.after.size());
  learner_.unlearn(&undo.learned);
  text_changed();
  last_learned_.clear();
  recent_.clear();
  if (!field_.composing().empty()) {
    // One more step behind a join: the word before it, too, as it was typed. That may be meant to
    // delete a letter only, so it does not forbid the correction for good.
    learn_word(undo.typed, true);
    field_.append(undo.typed + undo.after);
  } else {
    if (undo.joined) give_back(*undo.joined);
    field_.compose(undo.typed);
    learner_.learn_pair(undo.typed, undo.committed, false);
    retype_composing();
  }
  text_changed();
  literal_version_ = version_;
}

/// A word that had given way stands for itself again.
void SessionImpl::give_back(const TypedWord& word) {
  auto learned = learn_word(word.committed, word.typed == word.committed);
  if (!undo_.empty()) undo_.back().learned = std::move(learned);
  field_.append(word.committed + word.after);
}

bool SessionImpl::revert(uint64_t id) {
  if (id == 0) return false;
  if (!undo_.empty() && undo_.back().id == id) {
    auto_space_ = false;
    take_back();
    return true;
  }
  if (last_commit_.id != id || last_commit_.version != version_) return false;
  LastCommit last = std::exchange(last_commit_, {});
  auto_space_ = false;
  undo_.clear();
  last_learned_.clear();
  recent_.clear();
  field_.drop(last.added);
  learner_.unlearn(&last.learned);
  text_changed();
  const std::size_t before = field_.committed().size();
  for (const TypedWord& word : last.replaced) {
    give_back(word);
    text_changed();
  }
  // The text is what it was, to the byte, whatever was known of its words.
  field_.drop(field_.committed().size() - before);
  field_.append(last.replaced_text);
  field_.compose(last.typed);
  retype_composing();
  text_changed();
  // A pick may have been a slip of the finger: unlike a correction that was taken back, it does not
  // forbid the word.
  literal_version_ = version_;
  return true;
}

/// The last words that were typed, one or two, give way to what was meant.
void SessionImpl::unlearn_recent(int words) {
  const TypedWord* last = recent_.last();
  const TypedWord* before = words > 1 ? recent_.before_last() : nullptr;
  for (const TypedWord* word : {last, before}) {
    if (word == nullptr) continue;
    FieldLearner::Lesson lesson = word->learned;
    learner_.unlearn(&lesson);
  }
}

}  // namespace inkling
