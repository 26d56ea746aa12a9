// What is offered, and what a space puts in.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <utility>

#include "engine/ranking/decision.h"
#include "engine/ranking/named_words.h"
#include "engine/ranking/phrase.h"
#include "engine/ranking/prose.h"
#include "engine/session/session_impl.h"
#include "engine/session/strip.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

/// Does the line go on with words? A ghost would run into them.
bool goes_on(std::string_view right) {
  const std::string_view line = right.substr(0, right.find('\n'));
  return std::any_of(line.begin(), line.end(),
                     [](char c) { return std::isspace(static_cast<unsigned char>(c)) == 0; });
}

}  // namespace

Suggestions SessionImpl::suggest(const SuggestOptions& options) {
  const int64_t start = parts_.clock->now_nanos();
  Suggestions out;
  if (may_suggest()) answer(options, &out);
  out.micros = (parts_.clock->now_nanos() - start) / 1000;
  return out;
}

std::string SessionImpl::phrase(std::string_view text, const SuggestOptions& options) {
  if (!may_suggest() || goes_on(document_.behind_word())) return {};
  return phrase_after(parts_, repair_utf8(text), options, &ranker_);
}

/// What a space puts in: what the strip of this very text marked, whatever more time would have
/// said; where no strip was asked for, what is ranked now. Null: what was typed.
const Candidate* SessionImpl::wanted(const Ranked& ranked) const {
  if (shown_.of(document_.version())) return shown_.marked();
  return ranked.decision.replaces ? &ranked.items.front() : nullptr;
}

/// What backspace gave back stays as it was typed, even where nothing may be learned from that. And
/// a space within a word cuts it in two: whether that was right is not to be seen yet.
bool SessionImpl::stays_as_typed() const {
  return document_.given_back() || !document_.rest().empty();
}

/// Ranks everything for the text as it is.
const Ranked& SessionImpl::rank_now(const SuggestOptions& options, StageLog* log) {
  const Ranked& ranked = rank_all(options, log);
  if (!ranked.decision.replaces || !stays_as_typed()) return ranked;
  if (&ranked != &mended_) mended_ = ranked;
  mended_.decision.replaces = false;
  return mended_;
}

/// Words that a stray space divided included.
const Ranked& SessionImpl::rank_all(const SuggestOptions& options, StageLog* log) {
  const std::string typed = document_.word();
  const bool corrections =
      may_correct_field() && !is_code(parts_.primary().table, typed) && !ranker_.context().in_token;
  const Ranked& ranked = ranker_.rank(typed, corrections, options, log);
  const bool mendable = !typed.empty() && corrections && document_.typed().drawn == nullptr;
  const Edit* last = mendable ? words_before(document_).front() : nullptr;
  if (last == nullptr) return ranked;
  std::vector<Candidate> joined;
  joiner_.collect(*last->word, ranker_.presses(), typed, ranked.literal.known, options, &ranker_,
                  &joined);
  if (last->word->after == " ") {
    if (auto name = named_words(parts_, last->word->committed(), ranked)) {
      joined.push_back(std::move(*name));
    }
  }
  if (joined.empty() && !joiner_.hurried()) return ranked;
  mended_ = ranked;
  mended_.hurried = ranked.hurried || joiner_.hurried();
  if (joined.empty()) return mended_;
  for (Candidate& c : joined) mended_.items.push_back(std::move(c));
  order_candidates(parts_.primary().ranking, &mended_.items);
  decide_autocorrect(parts_, ranker_.context().sentence_start, ranker_.strength(), &mended_);
  return mended_;
}

void SessionImpl::answer(const SuggestOptions& options, Suggestions* out) {
  if (options.count > 0 && answer_at_standing_word(options, out)) return;
  const std::string typed = document_.word();
  const bool corrections = may_correct_field();
  // Before anything is evaluated: one forward then serves the next word and the look back.
  std::optional<LookBack> back;
  const auto [right, word] = words_before(document_);
  if (typed.empty() && corrections && word != nullptr) {
    back = look_back(parts_, *word->word, *right->word, document_.committed(), &ranker_);
  }
  StageLog log;
  const Ranked& ranked = rank_now(options, &log);
  out->stages = std::move(log.stages);
  out->stage_nanos = std::move(log.nanos);
  const DrawnWord* drawn = document_.typed().drawn.get();
  const StripContext context{
      typed,
      drawn == nullptr ? typed : case_model(*drawn),
      ranker_.context().words.last,
      drawn == nullptr ? ranker_.context().sentence_start : begins_sentence(),
      corrections,
      static_cast<std::size_t>(std::max(options.count, 0))};
  out->items = make_strip(parts_, ranked, context);
  out->hurried = ranked.hurried;
  if (options.why && !typed.empty() && drawn == nullptr) out->decision = report_of(parts_, ranked);
  if (back) {
    const int64_t start = parts_.clock->now_nanos();
    const auto found = recorrect(parts_, *word->word, *right->word, *back, options, &ranker_);
    offer_recorrection(found, options, parts_.clock->now_nanos() - start, out);
  }
  // A cancelled answer is shown to nobody.
  if (options.count > 0 && !options.cancel.cancelled()) {
    shown_.remember(document_.version(), out->items, ranked);
  }
}

/// The word before the last may have been another one: offered, never put in unasked.
void SessionImpl::offer_recorrection(const Recorrection& found, const SuggestOptions& options,
                                     int64_t took, Suggestions* out) {
  out->hurried = out->hurried || found.hurried;
  const auto& better = found.better;
  if (!better) return;
  out->stages.push_back(Stage::kRecorrection);
  out->stage_nanos.push_back(took);
  const auto place = std::min<std::size_t>(out->items.size(), 1);
  out->items.insert(
      out->items.begin() + static_cast<std::ptrdiff_t>(place),
      {better->text, SuggestionKind::kCorrection, better->score, false, better->word.sources,
       better->replaces, reasons_of(better->word, better->channel)});
  if (out->items.size() > static_cast<std::size_t>(std::max(options.count, 0))) {
    out->items.pop_back();
  }
}

}  // namespace inkling
