#include "engine/ranking/language_session.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/beam_width.h"
#include "engine/ranking/phrase_words.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kFromLattice = 40;
constexpr std::size_t kFromLikely = 24;
constexpr std::size_t kFromModel = 16;
constexpr std::size_t kFromHistory = 10;
constexpr std::size_t kFromUnigrams = 12;
constexpr std::size_t kLikelyWords = 800;  // of a context, held against the beam
constexpr std::size_t kFromPersonal = 16;
constexpr std::size_t kMaxEvaluations = 4;   // texts of several pieces per answer
constexpr std::size_t kMaxPieces = 8;        // longer texts keep their estimate
constexpr std::size_t kEvaluationDepth = 8;  // candidates among which they are looked for
constexpr double kHopeless = 4;              // nats behind the best: not worth a forward
constexpr double kNoWay = 40;                // nats: no slips explain it

int letters_of(std::string_view text) { return static_cast<int>(decode_utf8(text).size()); }

SuggestionKind kind_of(bool slipped, bool any_key) {
  if (slipped) return SuggestionKind::kCorrection;
  return any_key ? SuggestionKind::kCompletion : SuggestionKind::kPrediction;
}

}  // namespace

/// Gathers candidates from every source under the same rules.
class LanguageSession::Collector {
 public:
  Collector(LanguageSession& session, const WordScorer& scorer, const CandidateQuery& query,
            CandidatePool* pool)
      : session_(session),
        scorer_(scorer),
        query_(query),
        key_(to_lower(query.typed)),
        per_letter_(static_cast<float>(session.language_.ranking.unfinished_per_letter)),
        pool_(*pool) {}

  void from_lattice(const CancelToken& cancel) {
    Decoder& decoder = *session_.decoder_;
    for (const DecoderCandidate& c : decoder.matches(kFromLattice, cancel)) {
      const bool slipped = c.kind == CandidateKind::kCorrection;
      if (slipped && !query_.corrections) continue;
      const Reading reading{kind_of(slipped, true), static_cast<double>(c.channel), c.remaining};
      if (c.first.empty()) {
        add(session_.book_.entry(c.id), reading, c.flags);
      } else {
        add_phrase(decoder.text_of(c), reading, c.flags);
      }
    }
  }

  /// Two words that many write as one, cheaper than a space that was only left out.
  void from_joined() {
    if (!query_.corrections) return;
    const auto joined = session_.language_.lexicon->joined(query_.typed);
    if (!joined) return;
    add_phrase(std::string(joined->words),
               {SuggestionKind::kCorrection, static_cast<double>(joined->cost), 0}, 0);
  }

  /// The likeliest words here, however rare they are elsewhere, as far as the keys allow them.
  void from_likely_words() {
    const VocabularyPaths& vocabulary = *session_.language_.vocabulary;
    const auto* entries = session_.language_.pieces->with_prefix("").first;
    const auto weight = static_cast<float>(session_.language_.ranking.channel_weight);
    struct Hit {
      float score;
      uint32_t index;
      Reached reached;
    };
    std::vector<Hit> hits;
    const auto look = [&](const LikelyWords::Word& likely, std::span<const LexiconNode> path) {
      const auto reached = session_.decoder_->reach(path, per_letter_);
      if (!reached || (reached->slipped && !query_.corrections)) return;
      const float unfinished =
          reached->slipped ? per_letter_ * static_cast<float>(reached->remaining) : 0;
      hits.push_back(
          {likely.log_prob - weight * reached->channel - unfinished, likely.index, *reached});
    };
    session_.narrowed_.for_each(session_.likely_, vocabulary, session_.decoder_.get(), look);
    const std::size_t most = std::min(hits.size(), kFromLikely);
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(most), hits.end(),
                      [](const Hit& a, const Hit& b) { return a.score > b.score; });
    hits.resize(most);
    for (const Hit& hit : hits) {
      const VocabularyWord& word = vocabulary.words()[hit.index];
      const WordFacts* text =
          scorer_.surface(entries + word.first_piece, entries + word.last_piece);
      if (text == nullptr) continue;
      add(*text,
          {kind_of(hit.reached.slipped, true), static_cast<double>(hit.reached.channel),
           hit.reached.remaining},
          text->flags);
    }
  }

  void from_model() {
    for (const PredictedWord& word : scorer_.predict(key_, kFromModel)) add_prefixed(*word.word);
  }

  void from_history() {
    for (const HistoryScore& s : session_.parts_.history->predict(
             query_.context.before_last, query_.context.last, key_, kFromHistory)) {
      add_prefixed(session_.book_.facts(s.word));
    }
  }

  /// Words that only this person uses, slips allowed.
  void from_personal_words() {
    const auto weight = static_cast<float>(session_.language_.ranking.channel_weight);
    const WordTrie::Snapshot words = session_.parts_.history->personal_words();
    for (const auto& [text, reached] :
         session_.decoder_->personal(*words, kFromPersonal, per_letter_, weight)) {
      if (reached.slipped && !query_.corrections) continue;
      // What a lexicon has learned since comes from there.
      if (session_.parts_.knows(text)) continue;
      add(session_.book_.facts(text),
          {kind_of(reached.slipped, true), static_cast<double>(reached.channel), reached.remaining},
          0);
    }
  }

  void from_unigrams(const CancelToken& cancel) {
    for (const LexiconEntry& e :
         session_.language_.lexicon->complete("", static_cast<int>(kFromUnigrams), cancel)) {
      add_prefixed(session_.book_.entry(e.id));
    }
  }

 private:
  /// How a word may come to be meant.
  struct Reading {
    SuggestionKind kind;
    double channel;  // nats
    int remaining;   // letters to come
  };

  /// A word that begins with what is typed, or any word before the first letter.
  void add_prefixed(const WordFacts& word) {
    add(word, {kind_of(false, !key_.empty()), 0, letters_of(word.text) - letters_of(query_.typed)},
        word.flags);
  }

  /// One word; `flags` of its own.
  void add(const WordFacts& word, const Reading& reading, uint8_t flags) {
    if (is_phrase(word.text)) return add_phrase(word.text, reading, flags);
    if ((flags & kWordOffensive) != 0 && word.key != key_) return;
    const WordInContext here = scorer_.in_context(word);
    if (here.blocked) return;
    Candidate c = make(reading, flags);
    c.word = here.score;
    c.score = candidate_score(c, session_.language_.ranking);
    if (const auto score = pool_.score_of(word.key); score && *score >= c.score) return;
    c.text = word.text;
    c.key = word.key;
    pool_.add(std::move(c));
  }

  void add_phrase(std::string text, const Reading& reading, uint8_t flags) {
    Candidate c = make(reading, flags);
    c.text = std::move(text);
    c.key = to_lower(c.text);
    if ((flags & kWordOffensive) != 0 && c.key != key_) return;
    if (session_.parts_.history->is_blocked(c.text)) return;
    session_.score_words(scorer_, &c);
    pool_.add(std::move(c));
  }

  Candidate make(const Reading& reading, uint8_t flags) const {
    Candidate c;
    c.kind = reading.kind;
    c.channel = reading.channel;
    c.remaining = reading.remaining;
    c.flags = flags;
    c.language = session_.index_;
    c.prior = session_.prior_;
    return c;
  }

  LanguageSession& session_;
  const WordScorer& scorer_;
  const CandidateQuery& query_;
  const std::string key_;
  const float per_letter_;
  CandidatePool& pool_;
};

LanguageSession::LanguageSession(const EngineParts& parts, std::size_t language,
                                 const Layout& layout)
    : parts_(parts),
      language_(*parts.languages[language]),
      index_(language),
      book_(language_.lexicon.get(), language_.tokenizer.get(), language_.pieces.get(),
            language_.letters.get(), language_.ranking) {
  if (language_.lexicon != nullptr) {
    decoder_ = std::make_unique<Decoder>(*language_.lexicon, language_.channel, layout);
  }
  if (language_.model != nullptr && language_.tokenizer != nullptr) {
    predictor_ =
        std::make_unique<Predictor>(*language_.model, *language_.tokenizer, language_.ngrams.get(),
                                    language_.ranking.causal_weight);
  }
}

void LanguageSession::set_context(std::string_view tail, double prior) {
  prior_ = prior;
  if (predictor_) predictor_->set_context(tail);
  evaluated_.clear();
  likely_fresh_ = false;
  forget_scores();
  book_.forget_if_large();
}

void LanguageSession::reset_keys() {
  if (decoder_ && decoder_->keys() > 0) last_word_ = decoder_->give_up();
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
  book_.forget();
  last_word_ = {};
  likely_ = {};
  narrowed_.clear();
  likely_fresh_ = false;
  forget_scores();
  evaluated_ = {};
}

bool LanguageSession::refresh(const SuggestOptions& options, TimeBudget* budget) {
  hurried_ = false;
  if (!predictor_) return false;
  if (!predictor_->fresh()) {
    const std::size_t tokens = predictor_->missing_tokens() + 1;
    if (options.deadline.remaining_nanos() < static_cast<int64_t>(budget->forward(tokens))) {
      hurried_ = true;
      return false;
    }
    const int64_t start = budget->now();
    if (!predictor_->refresh(options.cancel).ok()) return false;
    budget->forward_took(tokens, budget->now() - start);
  }
  return true;
}

WordScorer LanguageSession::scorer_between(const WordContext& context,
                                           std::span<const float> log_probs, uint64_t name) {
  const ScorerParts parts{&book_,
                          language_.lexicon.get(),
                          language_.tokenizer.get(),
                          language_.pieces.get(),
                          predictor_.get(),
                          log_probs,
                          parts_.history.get(),
                          &language_.ranking,
                          name};
  return {parts, context};
}

WordScorer LanguageSession::scorer(const WordContext& context, bool fresh) {
  return scorer_between(context, fresh ? predictor_->log_probs() : std::span<const float>());
}

WordScorer LanguageSession::scorer_here(const WordContext& context, bool fresh) {
  if (scored_context_ == 0 || scored_fresh_ != fresh) scored_context_ = ++contexts_;
  scored_fresh_ = fresh;
  return scorer_between(context, fresh ? predictor_->log_probs() : std::span<const float>(),
                        scored_context_);
}

WordScorer LanguageSession::scorer_before(const WordContext& context) {
  return scorer_between(context,
                        predictor_ ? predictor_->log_probs_before() : std::span<const float>());
}

void LanguageSession::collect(const CandidateQuery& query, const WordScorer& scorer,
                              const SuggestOptions& options, TimeBudget* budget,
                              CandidatePool* pool) {
  Collector collect(*this, scorer, query, pool);
  if (!query.typed.empty() && decoder_) {
    // Some answer there has to be: the narrowest beam runs even when the time is up.
    (void)fit_beam(options.deadline, *budget, decoder_.get());
    const std::size_t keys = decoder_->behind();
    const int64_t start = budget->now();
    collect.from_lattice(options.cancel);
    collect.from_joined();
    budget->lattice_took(keys, decoder_->width(), budget->now() - start);
    hurried_ = hurried_ || decoder_->least_width() < Decoder::kFullWidth;
    if (scorer.has_model() && language_.vocabulary != nullptr) {
      if (!likely_fresh_) {
        likely_.assign(*language_.vocabulary, *language_.pieces, predictor_->log_probs(),
                       kLikelyWords);
        narrowed_.clear();
        likely_fresh_ = true;
      }
      collect.from_likely_words();
    }
    collect.from_personal_words();
  } else if (query.typed.empty() && !scorer.has_model() && language_.lexicon != nullptr) {
    collect.from_unigrams(options.cancel);
  }
  collect.from_model();
  // The history is one for all languages: the leading one asks it.
  if (index_ == 0) collect.from_history();
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
    c.word.log_prob = log_mix(language_.ranking.unigram_share, evaluated, c.word.unigram);
  }
  c.score = candidate_score(c, language_.ranking);
}

bool LanguageSession::evaluate(const WordScorer& scorer, const SuggestOptions& options,
                               TimeBudget* budget, CandidatePool* pool) {
  std::vector<Candidate>& items = pool->items();
  std::vector<std::vector<int32_t>> branches;
  std::vector<std::size_t> asked;
  std::vector<std::size_t> known;
  std::size_t rows = 0;
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
    const auto cost = static_cast<int64_t>(budget->forward(rows + pieces.size() - 1));
    if (options.deadline.remaining_nanos() < cost) {
      hurried_ = true;
      break;
    }
    rows += pieces.size() - 1;
    branches.push_back(std::move(pieces));
    asked.push_back(i);
  }
  if (!branches.empty()) {
    const int64_t start = budget->now();
    const auto values = predictor_->evaluate(branches, options.cancel);
    if (!values) return false;
    budget->forward_took(rows, budget->now() - start);
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
