#include "engine/ranking/ranker.h"

#include <algorithm>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/decision.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr double kPossessive = 4;  // nats by which "cheque's" is rarer than "cheque"

}  // namespace

Ranker::Ranker(const EngineParts& parts, const Layout& layout, AutocorrectStrength strength)
    : parts_(parts), layout_(layout), strength_(strength), budget_(*parts.clock) {
  for (std::size_t i = 0; i < parts.languages.size(); ++i) {
    languages_.push_back(std::make_unique<LanguageSession>(parts, i, layout));
  }
  set_context({});
}

void Ranker::set_context(std::string_view committed, std::string_view right) {
  ++version_;
  context_ = take_snapshot(parts_, committed, right);
  for (const auto& language : languages_) language->set_context(context_);
}

void Ranker::reset_keys() {
  ++version_;
  presses_.clear();
  drawn_ = nullptr;
  for (const auto& language : languages_) {
    language->reset_keys();
    if (language->decoder() != nullptr) language->decoder()->set_touch_offset(offset_.mean());
  }
}

void Ranker::draw(std::shared_ptr<const DrawnWord> drawn) {
  reset_keys();
  drawn_ = std::move(drawn);
  std::vector<GesturePoint> points = drawn_->points;
  // Where this person's touches land is where they draw, too.
  const KeyPoint off = offset_.mean();
  for (GesturePoint& point : points) {
    point.x -= off.x;
    point.y -= off.y;
  }
  for (const auto& language : languages_) language->draw(points, drawn_->moving);
}

void Ranker::press(std::string_view character, std::optional<Touch> touch) {
  ++version_;
  const std::u32string code_points = search_key(character);
  for (const char32_t c : code_points) {
    KeyPress key{c, std::nullopt};
    // A touch says something about letters of the layout only.
    if (touch && code_points.size() == 1 && layout_.center(key.letter)) {
      key.touch = KeyPoint{touch->x, touch->y};
    }
    presses_.push_back(key);
    for (const auto& language : languages_) language->press(key);
  }
}

void Ranker::backspace() {
  ++version_;
  if (presses_.empty()) return;
  presses_.pop_back();
  for (const auto& language : languages_) language->backspace();
}

void Ranker::learn_touches(std::string_view word) { offset_.learn(layout_, presses_, word); }

void Ranker::learn_use(std::string_view word) {
  for (const auto& language : languages_) language->use(word);
}

void Ranker::take_back_use(std::string_view word) {
  for (const auto& language : languages_) language->take_back_use(word);
}

void Ranker::heed_history_edits() {
  const uint64_t edits = parts_.history->edits();
  if (edits == history_edits_) return;
  history_edits_ = edits;
  ranked_version_ = 0;
  for (const auto& language : languages_) {
    language->forget_scores();
    // What was forgotten may be among it.
    language->forget_habit();
  }
}

void Ranker::trim() {
  ranked_ = {};
  ranked_version_ = 0;
  for (const auto& language : languages_) language->trim();
}

SessionCounters Ranker::counters() const {
  SessionCounters out;
  for (const auto& language : languages_) {
    if (language->predictor() == nullptr) continue;
    out.forwards += language->predictor()->forwards();
    out.tokens_evaluated += language->predictor()->tokens_evaluated();
    out.tokens_reused += language->predictor()->tokens_reused();
  }
  return out;
}

const Ranked& Ranker::rank(std::string_view typed, bool corrections, const SuggestOptions& options,
                           StageLog* log) {
  int64_t since = log == nullptr ? 0 : parts_.clock->now_nanos();
  /// Nanoseconds from the last time it was asked on.
  const auto lap = [&] {
    if (log == nullptr) return int64_t{0};
    const int64_t now = parts_.clock->now_nanos();
    return now - std::exchange(since, now);
  };
  heed_history_edits();
  bool model = false;
  std::vector<WordScorer> scorers;
  for (const auto& language : languages_) {
    const bool fresh = language->refresh(options, &budget_);
    model = model || fresh;
    scorers.push_back(language->scorer_here(fresh));
  }
  const int64_t predicted = lap();
  std::size_t searched = 0;  // in the log
  if (log != nullptr) {
    searched = log->nanos.size();
    if (parts_.primary().lexicon != nullptr) log->ran(Stage::kLexicon, 0);
    log->ran(Stage::kHistory, 0);
    if (model) log->ran(Stage::kNextWord, predicted);
  }
  const bool as_good = !ranked_.hurried || options.deadline.expired();
  if (ranked_version_ == version_ && ranked_.model_used == model && as_good &&
      ranked_corrections_ == corrections && !options.cancel.cancelled()) {
    return ranked_;
  }
  ranked_ = {};
  ranked_.model_used = model;
  ranked_corrections_ = corrections;
  CandidatePool pool;
  const CandidateQuery query{typed, corrections, drawn_ != nullptr};
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    languages_[i]->collect(query, scorers[i], options, &budget_, &pool);
  }
  pool.sort(parts_.primary().ranking);
  if (log != nullptr) log->nanos[searched] = lap();
  bool evaluated = false;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    if (!scorers[i].has_model()) continue;
    evaluated = languages_[i]->evaluate(scorers[i], options, &budget_, &pool) || evaluated;
  }
  if (evaluated) {
    pool.sort(parts_.primary().ranking);
    if (log != nullptr) log->ran(Stage::kContinuation, lap());
  }
  ranked_.hurried = std::any_of(languages_.begin(), languages_.end(),
                                [](const auto& language) { return language->hurried(); });
  ranked_.items = std::move(pool.items());
  if (drawn_ != nullptr) {
    judge_drawn(typed);
  } else if (!typed.empty()) {
    judge_literal(typed, corrections, scorers);
  }
  ranked_version_ = options.cancel.cancelled() ? 0 : version_;
  return ranked_;
}

/// The word that stands there is one of the readings, and nothing is put in its place unasked.
void Ranker::judge_drawn(std::string_view word) {
  Literal& literal = ranked_.literal;
  literal.typed = word;
  literal.known = true;
  const std::string key = to_lower(word);
  const auto same = std::find_if(ranked_.items.begin(), ranked_.items.end(),
                                 [&key](const Candidate& c) { return c.key == key; });
  if (same == ranked_.items.end()) return;
  literal.word = same->word;
  literal.channel = same->channel;
  literal.score = same->score;
}

void Ranker::judge_literal(std::string_view typed, bool corrections,
                           const std::vector<WordScorer>& scorers) {
  Literal& literal = ranked_.literal;
  literal.typed = typed;
  literal.nothing_before = context_->words.nothing_before;
  literal.in_capitals = context_->in_capitals;
  const LanguageTable& table = parts_.primary().table;
  // Unlisted possessives are judged by their owner: "both boys'", "the cheque's".
  const bool own = parts_.history->is_personal(typed);
  const std::string_view owner = own || parts_.knows(typed) ? typed : table.owner_of(typed);
  literal.personal = own || parts_.history->is_personal(table.owner_of(typed));
  literal.known = literal.personal || parts_.knows(owner);
  const std::string_view judged = literal.known ? owner : typed;
  const bool possessive = judged.size() < typed.size() && typed.back() == 's';
  literal.exact = literal.personal ||
                  (parts_.knows_exactly(owner) && !scorers.front().wants_other_case(owner)) ||
                  (case_pattern(typed) == CasePattern::kTitle && literal.known);
  literal.seen = std::any_of(scorers.begin(), scorers.end(),
                             [&](const WordScorer& scorer) { return scorer.seen(typed); });
  literal.score = kImpossible * 2;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    const double channel = languages_[i]->channel_of(typed);
    const WordScore word = scorers[i].score(judged);
    const double score = context_->priors[i] + word.log_prob - (possessive ? kPossessive : 0) -
                         languages_[i]->language().ranking.channel_weight * channel;
    if (score > literal.score) {
      literal.word = word;
      literal.score = score;
      literal.channel = channel;
    }
  }
  if (corrections) decide_autocorrect(parts_, context_->sentence_start, strength_, &ranked_);
}

}  // namespace inkling
