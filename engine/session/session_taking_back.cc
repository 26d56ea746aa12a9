// Backspace, and commits taken back (docs/decisions/0009-taking-back.md).
#include <cstddef>
#include <utility>

#include "engine/key_edits.h"
#include "engine/session/session_impl.h"

namespace inkling {

void SessionImpl::backspace(int n) {
  for (int i = 0; i < n; ++i) {
    if (const Edit* undoable = document_.undoable()) {
      take_back(*undoable);
      continue;
    }
    Edit edit = erase_edit(document_);
    const bool takes_word_up = !inside_word(edit) && !edit.after.composing.text.empty();
    if (takes_word_up) {
      // It is being written anew, and counts once, when it is finished.
      const std::size_t begin = document_.committed().size() - edit.before.committed.size();
      if (const auto word = standing_.find(begin, edit.after.composing.text)) {
        unlearn(&word->lesson);
        // What else was drawn is offered again.
        if (edit.after.rest == 0) edit.after.composing.drawn = word->typed.drawn;
      }
    }
    apply(std::move(edit));
  }
}

bool SessionImpl::revert(uint64_t id) {
  const Edit* edit = document_.undoable();
  if (edit == nullptr && is_commit(document_.newest())) edit = &document_.newest();
  if (id == 0 || edit == nullptr || edit->version != id) return false;
  take_back(*edit);
  return true;
}

/// The text is what it was right before the edit, and so is what was learned.
void SessionImpl::take_back(Edit edit) {
  if (edit.version != document_.version()) {
    // One more step behind a join: the word before it, too, as it was typed. That may be meant to
    // delete a letter only, so it does not forbid the correction for good.
    retype(edit, /*teaches=*/true);
    return;
  }
  if (edit.word != nullptr) unlearn(&edit.word->lesson);
  for (const uint64_t version : edit.gave_way) {
    const Edit* word = document_.find(version);
    if (word != nullptr) learner_.teach(&word->word->lesson);
  }
  apply(take_back_edit(document_, edit));
  // A pick may have been a slip of the finger: unlike a correction, it is not forbidden.
  if (edit.kind == Edit::Kind::kCorrection && !pending_.secret_at_cursor(document_)) {
    learner_.learn_pair(edit.typed, edit.committed, false);
    refusal_ = {edit.typed, edit.committed};
  }
}

/// Is what was given back kept, or was it given back in order to be deleted?
void SessionImpl::follow_refusal() {
  if (!refusal_) return;
  const std::string& now = document_.composing();
  if (now == refusal_->typed) return;
  const Edit::Kind last = document_.newest().kind;
  const bool deleted = last == Edit::Kind::kErase && now.size() < refusal_->typed.size();
  if (deleted && learner_.allowed()) {
    parts_.history->withdraw_refusal(refusal_->typed, refusal_->word);
  }
  refusal_.reset();
}

/// A correction goes, and what ended its word stays. `teaches`: what was typed is a word.
void SessionImpl::retype(const Edit& edit, bool teaches) {
  Edit inverse = retype_edit(document_, edit);
  unlearn(&edit.word->lesson);
  if (teaches) {
    inverse.word = std::make_shared<WordRecord>();
    inverse.word->typed = edit.word->typed;
    inverse.word->lesson = edit.word->lesson;
    inverse.word->lesson.phrase = edit.typed;
    inverse.word->lesson.deliberate = true;
    inverse.word->lesson.slip = true;  // that was the reason to correct it
    inverse.word->lesson.in_place_of.clear();
  }
  apply(std::move(inverse), teaches);
}

/// The words of these edits, in order, give way to that of `edit`.
void SessionImpl::give_way(std::vector<uint64_t> versions, Edit* edit) {
  // The last one first: the words before it are what its n-grams hang on.
  for (std::size_t i = versions.size(); i-- > 0;) {
    unlearn(&document_.find(versions[i])->word->lesson);
  }
  if (!versions.empty()) {
    const Lesson& first = document_.find(versions.front())->word->lesson;
    edit->word->lesson.context = first.context;
    edit->word->lesson.sentence_start = first.sentence_start;
  }
  edit->gave_way = std::move(versions);
}

}  // namespace inkling
