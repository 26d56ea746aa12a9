#include "engine/ranking/language_session.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/phrase_words.h"
#include "engine/ranking/right_text.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxEvaluations = 4;   // texts of several pieces per answer
constexpr std::size_t kMaxPieces = 8;        // longer texts keep their estimate
constexpr std::size_t kEvaluationDepth = 8;  // candidates among which they are looked for
constexpr double kHopeless = 4;              // nats behind the best: not worth a forward
constexpr double kNoWay = 40;                // nats: no slips explain it

}  // namespace

LanguageSession::LanguageSession(const EngineParts& parts, std::size_t language,
                                 const Layout& layout)
    : parts_(parts),
      language_(*parts.languages[language]),
      index_(language),
      layout_(layout),
      right_(language_),
      book_(language_.lexicon.get(), language_.tokenizer.get(), language_.pieces.get(),
            language_.letters.get(), language_.ranking),
      habit_(language_.habit) {
  if (language_.lexicon != nullptr) {
    decoder_ = std::make_unique<Decoder>(*language_.lexicon, language_.channel, layout);
  }
  predictor_ = make_predictor(language_);
}

void LanguageSession::set_context(Context context) {
  context_ = std::move(context);
  if (predictor_) {
    predictor_->set_context(context_->tail);
    predictor_->set_right(pieces_right_of(context_->tail, context_->right, *language_.tokenizer,
                                          predictor_->most_right()));
  }
  right_.clear();
  evaluated_.clear();
  likely_fresh_ = false;
  forget_scores();
  book_.forget_if_large();
}

void LanguageSession::reset_keys() {
  if (decoder_ && decoder_->keys() > 0) last_word_ = decoder_->give_up();
}

void LanguageSession::draw(std::vector<GesturePoint> points, bool moving) {
  // What was just guessed is mostly what is drawn in the end.
  if (moving == drawn_moving_ &&
      std::equal(points.begin(), points.end(), drawn_.begin(), drawn_.end(),
                 [](const GesturePoint& a, const GesturePoint& b) {
                   return a.x == b.x && a.y == b.y && a.t == b.t;
                 })) {
    return;
  }
  drawn_ = std::move(points);
  drawn_moving_ = moving;
  drawn_searched_ = false;
}

void LanguageSession::hand_over(std::span<const KeyPress> keys, Decoder* to) {
  const std::vector<KeyPress>& known = last_word_.presses();
  if (std::equal(known.begin(), known.end(), keys.begin(), keys.end())) {
    to->take_over(std::exchange(last_word_, {}));
  }
}

void LanguageSession::press(const KeyPress& key) {
  if (decoder_) decoder_->press(key);
}

void LanguageSession::backspace() {
  if (decoder_) decoder_->backspace();
}

void LanguageSession::trim() {
  if (predictor_) predictor_->trim();
  right_.clear();
  book_.forget();
  last_word_ = {};
  gestures_ = nullptr;
  drawn_searched_ = false;
  likely_ = {};
  narrowed_.clear();
  likely_fresh_ = false;
  forget_scores();
  evaluated_ = {};
}

bool LanguageSession::refresh(const SuggestOptions& options, TimeBudget* budget) {
  hurried_ = false;
  if (!predictor_) return false;
  const auto in_time = [&](std::size_t tokens) {
    return options.deadline.remaining_nanos() >= static_cast<int64_t>(budget->forward(tokens));
  };
  const std::size_t left = predictor_->fresh() ? 0 : predictor_->missing_tokens() + 1;
  const std::size_t right = predictor_->masked_fresh() ? 0 : predictor_->mask_tokens();
  const bool both_sides = right > 0 && in_time(left + right);
  std::size_t tokens = both_sides ? left + right : left;
  // A forward that is made anyhow answers the look back, too; alone it would wait for its turn.
  const std::size_t back = tokens > 0 ? predictor_->look_back_tokens() : 0;
  const bool look_back = back > 0 && in_time(tokens + back);
  if (look_back) tokens += back;
  hurried_ = (right > 0 && !both_sides) || (left > 0 && !in_time(left));
  if (tokens > 0 && in_time(tokens)) {
    const int64_t start = budget->now();
    if (predictor_->refresh(options.cancel, {both_sides, look_back}).ok()) {
      budget->forward_took(tokens, budget->now() - start);
    }
  }
  if (!predictor_->fresh()) return false;
  read_right_side();
  return true;
}

void LanguageSession::read_right_side() {
  if (predictor_->right().empty() || predictor_->hears_both_sides()) return;
  const std::span<const float> masked = predictor_->masked();
  if (right_.known() && right_masked_ == !masked.empty()) return;
  right_masked_ = !masked.empty();
  right_.assign(predictor_->context(), predictor_->right(), predictor_->log_probs(), masked);
  likely_fresh_ = false;
  forget_scores();
}

Result<LanguageSession::Place> LanguageSession::place(std::size_t anchor,
                                                      std::span<const int32_t> right,
                                                      const CancelToken& cancel) {
  if (predictor_->hears_both_sides()) {
    auto both = predictor_->between(anchor, right, cancel);
    if (!both) return both.error();
    return Place{std::move(*both), RightSide(language_)};
  }
  auto alone = predictor_->alone(anchor, cancel);
  if (!alone) return alone.error();
  const auto masked = predictor_->between(anchor, right, cancel);
  if (!masked) return masked.error();
  Place out{std::move(*alone), RightSide(language_)};
  out.right.assign(std::span(predictor_->context()).first(anchor), right, out.log_probs, *masked,
                   RightSide::Gap::kOneWord);
  return out;
}

ScorerParts LanguageSession::scorer_parts() {
  ScorerParts parts;
  parts.book = &book_;
  parts.lexicon = language_.lexicon.get();
  parts.tokenizer = language_.tokenizer.get();
  parts.pieces = language_.pieces.get();
  parts.predictor = predictor_.get();
  parts.history = parts_.history.get();
  parts.habit = &habit_;
  parts.params = &language_.ranking;
  return parts;
}

WordScorer LanguageSession::scorer_between(const WordContext& context,
                                           std::span<const float> log_probs,
                                           const RightSide* right) {
  ScorerParts parts = scorer_parts();
  parts.log_probs = log_probs;
  parts.right = right;
  return {parts, context};
}

WordScorer LanguageSession::scorer_here(bool fresh) {
  if (scored_context_ == 0 || scored_fresh_ != fresh) scored_context_ = ++contexts_;
  scored_fresh_ = fresh;
  ScorerParts parts = scorer_parts();
  parts.context = scored_context_;
  if (fresh) {
    parts.log_probs = predictor_->log_probs();
    parts.right = right_.known() ? &right_ : nullptr;
  }
  return {parts, context_->words};
}

std::optional<double> LanguageSession::expected(std::string_view word) {
  const bool fresh = predictor_ != nullptr && predictor_->fresh();
  if (predictor_ != nullptr && !fresh) return std::nullopt;
  return std::exp(scorer_here(fresh).score(word).expected);
}

void LanguageSession::use(std::string_view word) {
  const auto here = expected(word);
  if (!here || predictor_ == nullptr) return;
  habit_.use(book_.facts(word), predictor_->log_probs(), *here);
  forget_scores();
}

void LanguageSession::take_back_use(std::string_view word) {
  habit_.take_back(book_.facts(word));
  forget_scores();
}

WordScorer LanguageSession::scorer_before(const WordContext& context) {
  ScorerParts parts = scorer_parts();
  parts.history = nullptr;
  parts.habit = nullptr;
  if (predictor_ && !predictor_->log_probs_before().empty()) {
    parts.log_probs = predictor_->log_probs_before();
    // What would take the word's place, and that of the word being typed, has the same right side.
    parts.right = right_.known() ? &right_ : nullptr;
    parts.left = predictor_->context_before();
  }
  return {parts, context};
}

std::vector<int32_t> LanguageSession::pieces_of(const std::string& text) const {
  std::vector<int32_t> out;
  for_each_word(text, [&](std::string_view word) {
    const auto pieces = language_.tokenizer->encode_unit(word);
    out.insert(out.end(), pieces.begin(), pieces.end());
  });
  return out;
}

void LanguageSession::score_words(const WordScorer& scorer, Candidate* candidate) {
  Candidate& c = *candidate;
  const std::size_t space = c.text.find(' ');
  c.word = scorer.score(std::string_view(c.text).substr(0, space));
  if (space != std::string::npos) {
    double alone = 0;
    for_each_word(std::string_view(c.text).substr(space),
                  [&](std::string_view word) { alone += scorer.alone_log_prob(word); });
    double rest = alone;
    if (scorer.has_model()) {
      const auto all = pieces_of(c.text);
      const auto first = pieces_of(c.text.substr(0, space));
      const double model = scorer.estimate(all) - scorer.estimate(first);
      rest = log_mix(language_.ranking.unigram_share, model, alone);
      // What stands to the right follows the last word, not the first.
      rest -= std::exchange(c.word.right, scorer.right_gain(all));
      rest += c.word.right;
    }
    c.word.log_prob += rest;
    c.word.unigram += alone;
  }
  c.score = candidate_score(c, language_.ranking);
}

void LanguageSession::score_evaluated(const WordScorer& scorer, double evaluated,
                                      Candidate* candidate) {
  Candidate& c = *candidate;
  if (!is_phrase(c.text)) {
    c.word = scorer.score(c.text, evaluated);
  } else {
    c.word.model = evaluated;
    c.word.log_prob =
        log_mix(language_.ranking.unigram_share, evaluated, c.word.unigram) + c.word.right;
  }
  c.score = candidate_score(c, language_.ranking);
}

bool LanguageSession::evaluate(const WordScorer& scorer, const SuggestOptions& options,
                               TimeBudget* budget, CandidatePool* pool) {
  std::vector<Candidate>& items = pool->items();
  std::vector<std::vector<int32_t>> branches;
  std::vector<std::size_t> asked;
  std::vector<std::size_t> known;
  std::size_t tokens = 0;
  for (std::size_t i = 0; i < std::min(items.size(), kEvaluationDepth); ++i) {
    Candidate& c = items[i];
    if (c.score < items.front().score - kHopeless) break;
    if (c.language != index_ || !c.replaces.empty()) continue;
    if (evaluated_.contains(c.text)) {
      known.push_back(i);
      continue;
    }
    const bool phrase = is_phrase(c.text);
    // What no list knows stays judged by its letters.
    if (!phrase && (scorer.spelled(c.text).size() < 2 || c.word.model <= kImpossible)) continue;
    auto pieces = phrase ? pieces_of(c.text) : scorer.spelled(c.text);
    if (pieces.size() > kMaxPieces || branches.size() >= kMaxEvaluations) continue;
    branches.push_back(std::move(pieces));
    const std::size_t with_it = predictor_->evaluation_tokens(branches);
    const auto cost = static_cast<int64_t>(budget->forward(with_it));
    if (options.deadline.remaining_nanos() < cost) {
      branches.pop_back();
      hurried_ = true;
      break;
    }
    tokens = with_it;
    asked.push_back(i);
  }
  if (!branches.empty()) {
    const int64_t start = budget->now();
    const auto values = predictor_->evaluate(branches, options.cancel);
    if (!values) return false;
    if (tokens > 0) budget->forward_took(tokens, budget->now() - start);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      evaluated_[items[asked[i]].text] = (*values)[i];
      known.push_back(asked[i]);
    }
  }
  for (const std::size_t i : known) score_evaluated(scorer, evaluated_[items[i].text], &items[i]);
  return !known.empty();
}

double LanguageSession::channel_of(std::string_view word) {
  if (!decoder_) return 0;
  const auto reached = decoder_->explain(search_key(word), 0);
  return reached && reached->remaining == 0 ? static_cast<double>(reached->channel) : kNoWay;
}

}  // namespace inkling
