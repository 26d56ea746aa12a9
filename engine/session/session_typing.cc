// Keys and commits.
#include <algorithm>
#include <utility>

#include "engine/key_edits.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/phrase_words.h"
#include "engine/ranking/prose.h"
#include "engine/session/session_impl.h"
#include "engine/session/strip.h"
#include "engine/spacing.h"
#include "engine/word_bounds.h"
#include "tokenizer/utf8.h"

namespace inkling {

Commit SessionImpl::key(std::string_view raw, std::optional<Touch> touch) {
  const std::string character = repair_utf8(raw);
  if (character.empty()) return {};
  if (character == "\r") return enter();
  if (character == " ") return space();
  if (!extends_word(document_.composing(), character)) return sign(character);
  Commit ended;
  if (begins_anew(document_, character)) ended = end_word(" ");
  if (document_.composing().empty()) open_token(character);
  apply(letter_edit(document_, character, touch));
  return ended;
}

/// A letter right behind a dot: what stands before the dot begins an address or a name of many
/// parts ("peter.lee", "example.org", "i.e."), and is as it was typed. A capital begins a sentence
/// instead.
void SessionImpl::open_token(std::string_view character) {
  const Edit& last = document_.newest();
  if (last.kind != Edit::Kind::kCorrection || !last.gave_way.empty()) return;
  if (last.word->after != "." || to_lower(character) != character) return;
  retype(last, /*teaches=*/false);
}

Commit SessionImpl::space() {
  if (options_.double_space_stop && options_.field == FieldKind::kText) {
    if (auto stop = stop_edit(document_)) {
      apply(*std::move(stop));
      return {};
    }
  }
  return sign(" ");
}

/// A sign, a space or a line end. Ends the word, if one is being typed.
Commit SessionImpl::sign(const std::string& character) {
  Commit out;
  if (document_.composing().empty()) {
    apply(sign_edit(document_, character));
  } else {
    out = end_word(character);
  }
  const std::string& last = ranker_.context().words.last;
  if (pending_.may_name(document_, last)) learner_.learn_emoji(character, last);
  return out;
}

Commit SessionImpl::finish() {
  if (document_.composing().empty()) return {};
  Edit edit = finish_edit(document_);
  Commit out{edit.typed, edit.committed, false, document_.version() + 1};
  // A word that the cursor only came by is no news.
  if (document_.newest().kind != Edit::Kind::kJump) {
    edit.word = std::make_shared<WordRecord>();
    edit.word->typed = TypedText(edit.typed);
    edit.word->lesson = lesson_of(edit.committed, /*deliberate=*/true);
    if (learner_.allowed()) ranker_.learn_touches(edit.committed);
  }
  apply(std::move(edit));
  pending_.settle_all(document_);
  return out;
}

Result<Commit> SessionImpl::accept(std::size_t index) {
  if (!shown_.of(document_.version()) || index >= shown_.texts().size()) {
    return make_error(ErrorCode::kNotFound,
                      "there is no suggestion " + std::to_string(index) +
                          " for the text as it is now; ask for suggestions again");
  }
  return pick(std::string(shown_.texts()[index]));
}

Commit SessionImpl::pick(std::string_view raw) {
  const std::string text = repair_utf8(raw);
  const std::string typed = document_.word();
  // Whoever picks what was typed refuses what a space would have put in.
  const bool drawn = document_.typed().drawn != nullptr;
  const auto known = document_.newest().kind == Edit::Kind::kJump
                         ? standing_.find(document_.committed().size(), typed)
                         : nullptr;
  const bool as_typed = !typed.empty() && text == typed && !drawn && known == nullptr;
  if (as_typed) refuse_autocorrect();
  const bool offered = shown_.of(document_.version());
  const std::string replaces = offered ? shown_.replaced_by(text) : std::string();
  Edit edit = pick_edit(document_, text, replaces);
  edit.word = std::make_shared<WordRecord>();
  edit.word->typed = document_.typed();
  edit.word->typed.append(TypedText(document_.rest()));
  edit.word->lesson = lesson_of(text, /*deliberate=*/true);
  if (as_typed && learner_.allowed()) {
    edit.word->lesson.slip =
        looks_like_slip(parts_, ranker_.context().sentence_start, rank_now({}, nullptr));
  }
  // A finger that drew another word made no slip that says anything of its letters.
  if (replaces.empty() && !drawn && to_lower(typed) != to_lower(text)) {
    edit.word->lesson.in_place_of = typed;
  }
  if (!replaces.empty()) {
    std::vector<uint64_t> words;
    for (const Edit* word : words_before(document_)) {
      if (word != nullptr) words.insert(words.begin(), word->version);
    }
    if (!typed.empty() && words.size() > 1) words.erase(words.begin());
    give_way(std::move(words), &edit);
  }
  if (known != nullptr) take_place(known.get(), edit.word.get());
  const std::size_t begin = document_.committed().size();
  apply(std::move(edit));
  if (known != nullptr) hang_on(begin + text.size(), typed, text);
  return {typed, text, false, text.empty() ? 0 : document_.version()};
}

/// Commits the composing text, followed by `after`.
Commit SessionImpl::end_word(const std::string& after) {
  const std::string typed = document_.composing();
  const bool cut_in_two = !document_.rest().empty();
  const auto word = std::make_shared<WordRecord>();
  std::string committed = typed;
  std::string replaced;
  bool slip = false;
  const bool drawn = document_.typed().drawn != nullptr;
  const bool may_correct = after == " " || after == "\n" || after == "-" || ends_word(after);
  if (drawn) {
    // It was chosen among its readings when it was drawn; the others may be looked at again.
    word->readings = readings_of(rank_now({}, nullptr), committed);
    word->known = true;
    word->doubtful = true;
  } else if (may_correct && may_correct_field() && !cut_in_two) {
    const Ranked& ranked = rank_now({}, nullptr);
    const bool sure = after != "-" || is_sure(parts_, ranked);
    if (const Candidate* better = wanted(ranked); better != nullptr && sure) {
      committed = candidate_surface(*better, typed, ranker_.context().sentence_start);
      replaced = better->replaces;
    }
    word->presses = ranker_.presses();
    word->readings = readings_of(ranked, committed);
    word->known = ranked.literal.known;
    slip = looks_like_slip(parts_, ranker_.context().sentence_start, ranked);
    // A word that was given back is not doubted later, either; nor is a piece of an address.
    word->doubtful = replaced.empty() && !document_.given_back() && !ranker_.context().in_token;
  }
  Edit edit = end_word_edit(document_, committed, after, replaced);
  const bool corrected = edit.kind == Edit::Kind::kCorrection;
  word->typed = document_.typed();
  word->after = after;
  word->lesson = lesson_of(committed, !corrected && !drawn);
  word->lesson.slip = slip && !corrected;
  if (corrected && replaced.empty()) word->lesson.in_place_of = typed;
  // Both halves of a word that is cut in two are what is left of it, and no lesson.
  if (!cut_in_two) edit.word = word;
  if (!replaced.empty()) give_way({words_before(document_).front()->version}, &edit);
  if (learner_.allowed() && !cut_in_two && !drawn) ranker_.learn_touches(committed);
  apply(std::move(edit));
  return {typed, committed, corrected, document_.version()};
}

Lesson SessionImpl::lesson_of(const std::string& word, bool deliberate) {
  Lesson out{word, deliberate, ranker_.context().words, ranker_.context().sentence_start};
  out.in_capitals = ranker_.context().in_capitals;
  const std::vector<double>& priors = ranker_.context().priors;
  out.language =
      static_cast<std::size_t>(std::max_element(priors.begin(), priors.end()) - priors.begin());
  if (learner_.allowed() && !is_phrase(word)) {
    out.expected = ranker_.expected(word);
    ranker_.learn_use(word);
    out.used = true;
  }
  return out;
}

void SessionImpl::refuse_autocorrect() {
  if (pending_.secret_at_cursor(document_)) return;
  const Ranked& ranked = rank_now({}, nullptr);
  if (const Candidate* better = wanted(ranked)) {
    learner_.learn_pair(ranked.literal.typed, better->text, false);
  }
}

}  // namespace inkling
