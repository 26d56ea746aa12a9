// Keys and commits.
#include <utility>

#include "engine/ranking/decision.h"
#include "engine/session/session_impl.h"
#include "engine/session/strip.h"
#include "engine/spacing.h"
#include "tokenizer/utf8.h"

namespace inkling {

Commit SessionImpl::key(std::string_view raw, std::optional<Touch> touch) {
  const std::string character = repair_utf8(raw);
  if (character.empty()) return {};
  if (character == " ") return space();
  if (character == "\n" || character == "\r") return enter();
  if (!extends_word(field_.composing(), character)) return punctuation(character);
  if (field_.composing().empty()) open_token(character);
  undo_.clear();
  last_learned_.clear();
  auto_space_ = false;
  if (field_.composing().empty()) text_changed();
  field_.compose(character);
  ranker_.press(character, touch);
  ++version_;
  return {};
}

/// A letter right behind a dot: what stands before the dot begins an address or a name of many
/// parts
/// ("peter.lee", "example.org", "i.e."), and is as it was typed. A capital begins a sentence
/// instead.
void SessionImpl::open_token(std::string_view character) {
  if (undo_.empty() || undo_.back().after != "." || to_lower(character) != character) return;
  const Undo undo = undo_.back();
  if (undo.joined || !field_.committed().ends_with(undo.committed + undo.after)) return;
  field_.drop(undo.committed.size() + undo.after.size());
  field_.append(undo.typed + undo.after);
  FieldLearner::Lesson learned = undo.learned;
  learner_.unlearn(&learned);
  recent_.clear();
}

Commit SessionImpl::space() {
  if (!field_.composing().empty()) return end_word(" ", true);
  if (auto_space_) {
    auto_space_ = false;  // the space that a pick put in was the one that is wanted
  } else {
    field_.append(" ");
    recent_.clear();
  }
  undo_.clear();
  text_changed();
  return {};
}

Commit SessionImpl::enter() {
  if (!field_.composing().empty()) return end_word("\n", true);
  undo_.clear();
  auto_space_ = false;
  recent_.clear();
  field_.append("\n");
  text_changed();
  return {};
}

Commit SessionImpl::finish() {
  if (field_.composing().empty()) return {};
  return end_word("", false);
}

Commit SessionImpl::punctuation(const std::string& character) {
  Commit out;
  if (!field_.composing().empty()) {
    out = end_word(character, ends_word(character));
  } else {
    undo_.clear();
    recent_.clear();
    if (auto_space_ && hugs_left(character)) {
      field_.drop(1);
      field_.append(character + " ");
      text_changed();
      return out;
    }
    auto_space_ = false;
    field_.append(character);
  }
  learner_.learn_emoji(character, ranker_.context().last);
  if (out.id == 0) text_changed();  // end_word() did it for a commit
  return out;
}

Result<Commit> SessionImpl::accept(std::size_t index) {
  if (!shown_.of(version_) || index >= shown_.texts().size()) {
    return make_error(ErrorCode::kNotFound,
                      "there is no suggestion " + std::to_string(index) +
                          " for the text as it is now; ask for suggestions again");
  }
  return pick(std::string(shown_.texts()[index]));
}

Commit SessionImpl::pick(std::string_view raw) {
  const std::string text = repair_utf8(raw);
  const std::string typed = field_.composing();
  Commit out{typed, text, false, text.empty() ? 0 : ++commits_};
  undo_.clear();
  last_commit_ = {};
  const std::string replaces = shown_.of(version_) ? shown_.replaced_by(text) : std::string();
  if (!replaces.empty()) {
    const TypedWord* before = typed.empty() ? recent_.before_last() : nullptr;
    for (const TypedWord* word : {before, recent_.last()}) {
      if (word != nullptr) last_commit_.replaced.push_back(*word);
    }
    unlearn_recent(typed.empty() ? 2 : 1);
    field_.drop(replaces.size());
    text_changed();
  }
  // Whoever picks what was typed refuses what a space would have put in.
  if (!typed.empty() && text == typed) refuse_autocorrect();
  last_commit_.learned = learn_word(text, true);
  if (replaces.empty() && !typed.empty() && to_lower(typed) != to_lower(text)) {
    learner_.learn_pair(typed, text, true);
  }
  const std::size_t before = field_.committed().size();
  if (!text.empty() && typed.empty() && needs_space_before(field_.committed())) field_.append(" ");
  field_.commit(text, " ");
  auto_space_ = true;
  recent_.clear();
  ranker_.reset_keys();
  text_changed();
  last_commit_.id = out.id;
  last_commit_.version = version_;
  last_commit_.typed = typed;
  last_commit_.added = field_.committed().size() - before;
  last_commit_.replaced_text = replaces;
  return out;
}

/// Commits the composing text, followed by `after`.
Commit SessionImpl::end_word(const std::string& after, bool may_correct) {
  const std::string typed = field_.composing();
  Commit out{typed, typed, false, ++commits_};
  const bool insisted = literal_version_ == version_;
  const bool in_token = inside_token(field_.committed());
  undo_.clear();
  last_commit_ = {};
  auto_space_ = false;
  std::string replaced;
  TypedWord word;
  if (may_correct && may_correct_field()) {
    const Ranked& ranked = rank_now({}, nullptr);
    if (const Candidate* better = wanted(ranked)) {
      out.committed = candidate_surface(*better, typed, ranker_.sentence_start());
      replaced = better->replaces;
      out.autocorrected = out.committed != typed || !replaced.empty();
    }
    word = {.typed = typed,
            .committed = out.committed,
            .after = after,
            .presses = ranker_.presses(),
            .context = ranker_.context(),
            .readings = readings_of(ranked, out.committed),
            .known = ranked.literal.known,
            .learned = {}};
  }
  std::optional<TypedWord> joined;
  if (!replaced.empty()) {
    joined = *recent_.last();
    unlearn_recent(1);  // a piece of a word is none
    field_.drop(replaced.size());
    ranker_.set_context(field_.committed());
  }
  word.learned = learn_word(out.committed, !out.autocorrected);
  if (learner_.allowed()) ranker_.learn_touches(out.committed);
  if (out.autocorrected) {
    if (!joined) learner_.learn_pair(typed, out.committed, true);
    if (joined && joined->typed != joined->committed) {
      undo_.push_back({joined->commit, joined->typed, joined->committed, joined->after});
    }
    undo_.push_back({out.id, typed, out.committed, after, joined, word.learned});
  } else {
    last_learned_ = word.learned;
  }
  field_.commit(out.committed, after);
  last_commit_.learned = word.learned;
  word.commit = out.id;
  // A word that was given back is not doubted later, either; nor is a piece of an address or a tag.
  if (word.typed.empty() || joined || insisted || in_token) {
    recent_.clear();
  } else {
    recent_.push(std::move(word));
  }
  ranker_.reset_keys();
  text_changed();
  if (!out.autocorrected) {
    last_commit_.id = out.id;
    last_commit_.version = version_;
    last_commit_.typed = typed;
    last_commit_.added = out.committed.size() + after.size();
  }
  return out;
}

FieldLearner::Lesson SessionImpl::learn_word(const std::string& word, bool deliberate) {
  return learner_.learn(word, deliberate, ranker_.context(), ranker_.sentence_start());
}

void SessionImpl::refuse_autocorrect() {
  const Ranked& ranked = rank_now({}, nullptr);
  if (const Candidate* better = wanted(ranked)) {
    learner_.learn_pair(ranked.literal.typed, better->text, false);
  }
}

}  // namespace inkling
