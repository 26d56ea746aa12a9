// Words that stand in the text: what else they may have been, and another in their place.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "engine/ranking/prose.h"
#include "engine/session/session_impl.h"
#include "engine/session/strip.h"
#include "engine/word_bounds.h"
#include "tokenizer/utf8.h"
#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

/// The word that `at` stands in, at the end of, or in front of; empty where there is none. One that
/// was committed as it stands is whole, with an apostrophe at its end or a space within.
TextSpan word_around_place(const StandingWords& standing, std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at < text.size() && at > 0 && is_continuation_byte(text[at])) --at;
  if (const StandingWords::Word* word = standing.at(at, text)) return {word->begin, word->end};
  WordAround word = word_around(text.substr(0, at), text.substr(at));
  if (word.left == 0 && at < text.size()) {
    next_code_point(text, &at);
    word = word_around(text.substr(0, at), text.substr(at));
  }
  if (word.left == 0) return {};
  // Seen from within: whether an apostrophe closes it is not for the cursor to say.
  const std::size_t begin = at - word.left;
  at = begin;
  next_code_point(text, &at);
  return {begin, at + word_around(text.substr(0, at), text.substr(at)).right};
}

std::size_t letters_of(std::string_view text) { return decode_utf8(text).size(); }

/// What else the keys of `choices` may have meant, of what a strip would show for them.
std::vector<Suggestion> others_of(const std::vector<Suggestion>& strip, const std::string& typed,
                                  const WordChoices& choices, std::size_t limit) {
  std::vector<Suggestion> out;
  for (Suggestion s : strip) {
    const bool is_word = s.kind != SuggestionKind::kEmoji && s.kind != SuggestionKind::kPhrase &&
                         s.kind != SuggestionKind::kShortcut && s.replaces.empty();
    if (!is_word || s.text == choices.text) continue;
    s.autocorrect = false;
    out.push_back(std::move(s));
  }
  // What was typed is what the person may want back, however unlikely. And a word stands there:
  // what it is only the beginning of comes last.
  const auto rank = [&](const Suggestion& s) {
    if (s.kind == SuggestionKind::kLiteral) return 0;
    return s.kind == SuggestionKind::kCompletion && letters_of(s.text) > letters_of(typed) ? 2 : 1;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Suggestion& a, const Suggestion& b) { return rank(a) < rank(b); });
  out.resize(std::min(out.size(), limit));
  return out;
}

/// `text` in the place of the word from `place.begin` to `place.end` of the whole text.
Edit mend_edit(const Document& document, TextSpan place, std::string_view text) {
  Edit edit;
  edit.kind = Edit::Kind::kMend;
  edit.committed = text;
  edit.word_size = text.size();
  edit.before.rest = edit.after.rest = document.rest().size();
  const std::string& committed = document.committed();
  const std::size_t cursor = committed.size() + document.composing().size();
  if (place.begin >= cursor) {
    const std::size_t behind = place.begin - cursor;
    edit.before.right = document.right().substr(0, place.end - cursor);
    edit.after.right = edit.before.right.substr(0, behind) + std::string(text);
    edit.word_at = place.begin - committed.size();
    edit.space = document.newest().space;
    return edit;
  }
  edit.after.committed = text;
  if (place.end > committed.size()) {
    // The word at the cursor: whatever of it was being typed is committed with it.
    edit.before.committed = committed.substr(std::min(place.begin, committed.size()));
    edit.before.composing = document.typed();
    edit.before.right = document.right().substr(0, place.end - cursor);
    edit.after.rest = 0;
    return edit;
  }
  edit.before.committed = committed.substr(place.begin);
  edit.after.committed += committed.substr(place.end);
  edit.space = document.newest().space;
  return edit;
}

}  // namespace

void SessionImpl::feed_place(const std::string& text, TextSpan place, const TypedText& typed) {
  const std::string_view whole = text;
  Document there;
  there.reset(whole.substr(0, place.begin), whole.substr(place.end));
  Edit edit;
  edit.kind = Edit::Kind::kLetter;
  edit.after.composing = typed;
  there.apply(std::move(edit));
  feed_.follow(there, /*anew=*/true);
}

/// The cursor was put into a word that stood there: what it stands for may be asked again.
bool SessionImpl::answer_at_standing_word(const SuggestOptions& options, Suggestions* out) {
  const std::size_t begin = document_.committed().size();
  const std::string word = document_.word();
  if (document_.newest().kind != Edit::Kind::kJump || word.empty()) return false;
  if (standing_.find(begin, word) == nullptr) return false;
  const auto choices = look_at(begin, options);
  if (!choices) return false;
  Suggestion literal;
  literal.text = word;
  literal.kind = SuggestionKind::kLiteral;
  if (choices->known) literal.sources = kSourceLexicon;
  out->items = {literal};
  for (const Suggestion& other : choices->others) {
    out->items.push_back(other);
    // One word is the one that stands there.
    if (other.kind == SuggestionKind::kLiteral)
      out->items.back().kind = SuggestionKind::kCorrection;
  }
  if (!options.cancel.cancelled()) shown_.remember(document_.version(), out->items, {});
  return true;
}

std::optional<WordChoices> SessionImpl::look_at(std::size_t at, const SuggestOptions& options) {
  if (!may_suggest()) return std::nullopt;
  const std::string text = document_.left() + document_.right();
  const TextSpan place = word_around_place(standing_, text, at);
  if (place.begin == place.end) return std::nullopt;
  WordChoices out;
  out.begin = place.begin;
  out.end = place.end;
  out.text = text.substr(place.begin, place.end - place.begin);
  out.known = parts_.knows(out.text);
  out.personal = parts_.history->is_personal(out.text);
  out.learned = parts_.history->knows(out.text);
  out.blocked = parts_.history->is_blocked(out.text);

  const auto word = standing_.find(place.begin, out.text);
  const bool from_keys = word != nullptr && !word->typed.text.empty();
  const TypedText typed = from_keys ? word->typed : TypedText(out.text);
  out.drawn = typed.drawn != nullptr;
  if (!out.drawn && typed.text != out.text) out.typed = typed.text;

  feed_place(text, place, typed);
  const ContextSnapshot& around = ranker_.context();
  const bool corrections =
      may_correct_field() && !is_code(parts_.primary().table, typed.text) && !around.in_token;
  const Ranked& ranked = ranker_.rank(typed.text, corrections, options, nullptr);
  // For what others_of() puts behind: a short word is the beginning of many.
  constexpr std::size_t kSpare = 60;
  const auto count = static_cast<std::size_t>(std::max(options.count, 0));
  const StripContext context{typed.text,
                             out.drawn ? case_model(*typed.drawn) : std::string_view(typed.text),
                             {},
                             out.drawn ? begins_sentence() : around.sentence_start,
                             may_correct_field(),
                             count + kSpare};
  out.others = others_of(make_strip(parts_, ranked, context), typed.text, out, count);
  feed_.follow(document_, /*anew=*/true);
  return out;
}

Result<Commit> SessionImpl::mend(std::size_t begin, std::string_view raw) {
  const std::string text = repair_utf8(raw);
  if (text.empty()) {
    return make_error(ErrorCode::kInvalidArgument, "a word cannot be mended to an empty text");
  }
  const std::string whole = document_.left() + document_.right();
  const TextSpan place = word_around_place(standing_, whole, begin);
  if (place.begin == place.end || place.begin != begin) {
    return make_error(ErrorCode::kNotFound, "no word begins at byte " + std::to_string(begin) +
                                                " of the text; look at the text as it is now");
  }
  const std::string was = whole.substr(place.begin, place.end - place.begin);
  if (text == was) return Commit{was, was, false, 0};

  const auto known = standing_.find(place.begin, was);
  auto word = std::make_shared<WordRecord>();
  word->typed = TypedText(was);
  feed_place(whole, place, word->typed);
  word->lesson = lesson_of(text, /*deliberate=*/true);
  feed_.follow(document_, /*anew=*/true);
  if (to_lower(was) != to_lower(text)) word->lesson.in_place_of = was;
  if (known != nullptr) take_place(known.get(), word.get());
  Edit edit = mend_edit(document_, place, text);
  edit.typed = was;
  edit.word = std::move(word);
  const auto grown =
      static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(was.size());
  pending_.shift(place.end, grown);
  apply(std::move(edit));
  hang_on(place.begin + text.size(), was, text);
  return Commit{was, text, false, 0};
}

/// `word` will stand where `known` does: what both have to teach.
void SessionImpl::take_place(WordRecord* known, WordRecord* word) {
  word->typed = known->typed;
  const std::string& typed = word->typed.text;
  const std::string& was = known->committed();
  const std::string& text = word->committed();
  const bool drawn = word->typed.drawn != nullptr;
  const bool put_in = !known->lesson.deliberate && !drawn && typed != was;
  word->lesson.slip = put_in && text == typed;  // that was the reason to correct it
  const bool other = !drawn && to_lower(typed) != to_lower(text);
  word->lesson.in_place_of = other ? typed : std::string();
  unlearn(&known->lesson);
  if (put_in && text != was && !known->lesson.secret) learner_.learn_pair(typed, was, false);
}

/// The words from `place` on that were learned behind `was` are learned behind `now` instead.
void SessionImpl::hang_on(std::size_t place, const std::string& was, const std::string& now) {
  const std::string key = to_lower(was);
  const auto renamed = [&](std::string* word) {
    if (to_lower(*word) != key) return false;
    *word = now;
    return true;
  };
  const auto next = standing_.from(place, 2);
  for (std::size_t i = 0; i < next.size(); ++i) {
    Lesson& lesson = next[i].record->lesson;
    if (!renamed(i == 0 ? &lesson.context.last : &lesson.context.before_last)) return;
    if (lesson.learned.empty()) continue;
    learner_.unlearn(&lesson);
    learner_.teach(&lesson);
  }
}

}  // namespace inkling
