#include "engine/session/recent_words.h"

#include <algorithm>
#include <span>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/beam_width.h"
#include "engine/ranking/context_tail.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/phrase_words.h"
#include "engine/ranking/prose.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kJoined = 16;
constexpr double kUsual = -12;  // nats: a word that one may well have meant by its letters

/// 'word, word': what a join would eat is no slip.
bool has_quote(std::string_view typed) {
  return typed.starts_with('\'') || closes_with_apostrophe(typed);
}

}  // namespace

Joiner::Joiner(const EngineParts& parts, const Layout& layout) : parts_(parts) {
  const LanguageParts& language = parts.primary();
  if (language.lexicon != nullptr) {
    decoder_ = std::make_unique<Decoder>(*language.lexicon, language.channel, layout);
  }
}

void Joiner::feed(const WordRecord& last, const std::vector<KeyPress>& presses,
                  LanguageSession* language) {
  std::vector<KeyPress> keys = last.presses;
  keys.push_back({U' ', std::nullopt});
  keys.insert(keys.end(), presses.begin(), presses.end());
  const std::vector<KeyPress>& fed = decoder_->presses();
  const auto common = [&] {
    return static_cast<std::size_t>(
        std::mismatch(fed.begin(), fed.end(), keys.begin(), keys.end()).first - fed.begin());
  };
  // The word before was decoded when it was typed.
  if (common() < last.presses.size()) language->hand_over(last.presses, decoder_.get());
  const std::size_t kept = common();
  while (decoder_->keys() > kept) decoder_->backspace();
  for (const KeyPress& key : std::span(keys).subspan(kept)) decoder_->press(key);
}

void Joiner::collect(const WordRecord& last, const std::vector<KeyPress>& presses,
                     const std::string& typed, bool typed_known, const SuggestOptions& options,
                     Ranker* ranker, std::vector<Candidate>* out) {
  hurried_ = false;
  LanguageSession& language = *ranker->languages().front();
  const auto usual = [&](const std::string& word, bool known) {
    const std::string_view owner = parts_.primary().table.owner_of(word);
    return known &&
           (parts_.history->is_personal(owner) ||
            language.scorer_between(last.lesson.context, {}).alone_log_prob(owner) > kUsual);
  };
  // Keys of a number lie above letters but mean none; what was taken apart stays so.
  if (!decoder_ || presses.empty() || last.typed.drawn != nullptr || last.after != " " ||
      is_code(parts_.primary().table, last.typed.text) || has_quote(last.typed.text) ||
      is_phrase(last.committed()) ||
      (usual(last.typed.text, last.known) && usual(typed, typed_known))) {
    return;
  }
  feed(last, presses, &language);
  TimeBudget& budget = ranker->budget();
  if (!fit_beam(options.deadline, budget, decoder_.get())) {
    hurried_ = true;
    return;
  }
  const std::size_t behind = decoder_->behind();
  const int64_t start = budget.now();
  const auto all = decoder_->candidates(kJoined, options.cancel);
  budget.lattice_took(behind, decoder_->width(), budget.now() - start);
  hurried_ = decoder_->least_width() < Decoder::kFullWidth;
  const RankingParams& ranking = parts_.primary().ranking;
  const WordScorer scorer = language.scorer_before(last.lesson.context);
  // What the word that stands there costs is won back when another takes its place.
  const WordScore standing = scorer.score(last.committed());
  const double paid =
      standing.log_prob - standing.right - ranking.channel_weight * last.readings.front().channel;
  for (const DecoderCandidate& found : all) {
    if ((found.flags & kWordOffensive) != 0) continue;
    const std::size_t space = found.text.find(' ');
    const std::string key = to_lower(found.text);
    // Where the first word stays what it is, the present word's own candidates say the rest.
    if (!found.first.empty() && key.starts_with(to_lower(last.committed()) + " ")) continue;
    if (parts_.history->is_blocked(found.text)) continue;
    if (space != std::string::npos &&
        (parts_.history->refused(last.typed.text, found.text.substr(0, space)) ||
         parts_.history->refused(typed, found.text.substr(space + 1)))) {
      continue;
    }
    Candidate c;
    c.text = found.text;
    c.key = key;
    c.looks_back = !found.first.empty() && key.ends_with(" " + to_lower(typed));
    c.kind = SuggestionKind::kCorrection;
    c.channel = static_cast<double>(found.channel);
    c.remaining = found.remaining;
    c.flags = found.flags;
    c.paid = paid;
    language.score_words(scorer, &c);
    c.replaces = last.committed() + last.after;
    out->push_back(std::move(c));
  }
}

std::optional<LookBack> look_back(const EngineParts& parts, const WordRecord& word,
                                  const WordRecord& right, std::string_view committed,
                                  Ranker* ranker) {
  if (word.after != " " || word.readings.size() < 2 || is_phrase(word.committed())) {
    return std::nullopt;
  }
  const std::string tail = word.committed() + word.after + right.committed() + right.after;
  const LanguageParts& language = parts.primary();
  Predictor* predictor = ranker->languages().front()->predictor();
  if (predictor == nullptr || !committed.ends_with(tail)) return std::nullopt;
  const std::string_view text = context_tail(committed);
  if (text.size() < tail.size()) return std::nullopt;
  const std::size_t whole = language.tokenizer->encode(text).ids.size();
  const auto before = text.substr(0, text.size() - tail.size());
  const auto ahead = text.substr(0, text.size() - right.committed().size() - right.after.size());
  const std::size_t behind = whole - language.tokenizer->encode(before).ids.size();
  const std::size_t right_size = whole - language.tokenizer->encode(ahead).ids.size();
  const std::vector<int32_t>& context = predictor->context();
  if (behind + 1 > context.size() || right_size == 0 || right_size >= behind) return std::nullopt;
  LookBack out;
  out.anchor = context.size() - behind;
  // What follows the word: the last word, then what stands right of the cursor.
  out.right.assign(context.end() - static_cast<std::ptrdiff_t>(right_size), context.end());
  out.right.insert(out.right.end(), predictor->right().begin(), predictor->right().end());
  predictor->set_look_back(out.anchor, out.right);
  return out;
}

Recorrection recorrect(const EngineParts& parts, const WordRecord& word, const WordRecord& right,
                       const LookBack& asked, const SuggestOptions& options, Ranker* ranker) {
  const std::string tail = word.committed() + word.after + right.committed() + right.after;
  const LanguageParts& language = parts.primary();
  LanguageSession& session = *ranker->languages().front();
  const std::size_t tokens = session.predictor()->look_back_tokens();
  TimeBudget& budget = ranker->budget();
  if (tokens > 0 &&
      options.deadline.remaining_nanos() < static_cast<int64_t>(budget.forward(tokens))) {
    return {std::nullopt, 0, true};
  }
  const auto place = session.place(asked.anchor, asked.right, options.cancel);
  if (!place) return {};
  const RightSide* behind = place->right.known() ? &place->right : nullptr;
  const WordScorer scorer = session.scorer_between(word.lesson.context, place->log_probs, behind);
  const double share = language.ranking.unigram_share;
  const auto value = [&](const WordRecord::Reading& reading) {
    // Without the history: it has just learned the word that is in doubt.
    const WordScore score = scorer.score(reading.text);
    return log_mix(share, score.model, score.unigram) + score.right -
           language.ranking.channel_weight * reading.channel;
  };
  const WordRecord::Reading* best = nullptr;
  const double standing = value(word.readings.front());
  double best_value = standing + language.ranking.recorrection_margin;
  for (const WordRecord::Reading& reading : std::span(word.readings).subspan(1)) {
    if (parts.history->is_blocked(reading.text)) continue;
    if (parts.history->refused(word.typed.text, reading.text)) continue;
    const double other = value(reading);
    if (other <= best_value) continue;
    best = &reading;
    best_value = other;
  }
  if (best == nullptr) return {};
  Candidate out;
  out.text = best->text + word.after + right.committed();
  out.key = to_lower(out.text);
  out.kind = SuggestionKind::kCorrection;
  out.channel = best->channel;
  out.word = scorer.score(best->text);
  out.score = best_value;
  // Readings were compared without it.
  const double norm = behind == nullptr ? 0 : behind->normaliser(place->log_probs);
  out.word.right -= norm;
  out.word.log_prob -= norm;
  out.score -= norm;
  out.replaces = tail;
  return {std::move(out), best_value - standing, false};
}

}  // namespace inkling
