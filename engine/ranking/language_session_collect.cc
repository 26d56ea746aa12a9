#include <algorithm>
#include <limits>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/beam_width.h"
#include "engine/ranking/language_session.h"
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
constexpr std::size_t kFromGesture = 60;

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
    const auto look = [&](const LikelyWords::Word& likely, const Reached& reached) {
      if (reached.slipped && !query_.corrections) return;
      const float unfinished =
          reached.slipped ? per_letter_ * static_cast<float>(reached.remaining) : 0;
      hits.push_back(
          {likely.log_prob - weight * reached.channel - unfinished, likely.index, reached});
    };
    session_.narrowed_.for_each(session_.likely_, vocabulary, per_letter_, session_.decoder_.get(),
                                look);
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

  /// What a finger may have drawn. Costs count from the likeliest path on, as those of keys do from
  /// a word typed without a slip.
  void from_gesture() {
    const LanguageParts& language = session_.language_;
    float least = std::numeric_limits<float>::infinity();
    for (const auto& match : session_.gesture_matches_) least = std::min(least, match.channel);
    for (const auto& match : session_.own_gesture_matches_) least = std::min(least, match.channel);
    const double weight = language.gesture.weight / language.ranking.channel_weight;
    const auto reading = [&](float channel) {
      return Reading{SuggestionKind::kGesture, weight * static_cast<double>(channel - least), 0};
    };
    for (const GestureMatch& match : session_.gesture_matches_) {
      const WordFacts& word = session_.book_.entry(match.id);
      add(word, reading(match.channel), word.flags);
    }
    for (const GestureOwnWords::Match& match : session_.own_gesture_matches_) {
      if (session_.parts_.knows(match.text) || is_of_another_language(match.text)) continue;
      add(session_.book_.facts(match.text), reading(match.channel), 0);
    }
  }

  void from_model() {
    for (const PredictedWord& word : scorer_.predict(key_, kFromModel)) add_prefixed(*word.word);
  }

  void from_history() {
    for (const HistoryScore& s :
         session_.parts_.history->predict(scorer_.history_place(), key_, kFromHistory)) {
      add_prefixed(session_.book_.facts(s.word));
    }
  }

  /// Words that only this person uses, slips allowed.
  void from_personal_words() {
    const auto weight = static_cast<float>(session_.language_.ranking.channel_weight);
    const WordTrie::Snapshot words = session_.parts_.history->personal_words();
    for (const auto& [text, reached] :
         session_.decoder_->personal(words, kFromPersonal, per_letter_, weight)) {
      if (reached.slipped && !query_.corrections) continue;
      // What a lexicon has learned since comes from there.
      if (session_.parts_.knows(text) || is_of_another_language(text)) continue;
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
  /// Of another one of the engine's languages, which offers it itself.
  [[nodiscard]] bool is_of_another_language(const std::string& own_word) const {
    const auto& languages = session_.parts_.languages;
    if (languages.size() < 2) return false;
    const std::string tag = session_.parts_.history->language_of(own_word);
    return tag != session_.language_.tag &&
           std::any_of(languages.begin(), languages.end(),
                       [&tag](const auto& other) { return other->tag == tag; });
  }

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
    c.prior = session_.context_->priors[session_.index_];
    return c;
  }

  LanguageSession& session_;
  const WordScorer& scorer_;
  const CandidateQuery& query_;
  const std::string key_;
  const float per_letter_;
  CandidatePool& pool_;
};

/// Brings gesture_matches_ up to date.
void LanguageSession::find_drawn(const CancelToken& cancel) {
  if (drawn_searched_) return;
  gesture_matches_.clear();
  own_gesture_matches_.clear();
  if (drawn_.empty() || language_.lexicon == nullptr) return;
  if (!gestures_) {
    gestures_ = std::make_unique<GestureSearch>(*language_.lexicon, language_.gesture, layout_);
  }
  gesture_matches_ = gestures_->matches(drawn_, kFromGesture, cancel, drawn_moving_);
  drawn_searched_ = !cancel.cancelled();
  // Where no word of the lexicon is drawn like that, one of the person's own has to be itself.
  constexpr float kAlone = 30;
  float least = kAlone;
  for (const GestureMatch& match : gesture_matches_) least = std::min(least, match.channel);
  own_gesture_matches_ = gestures_->own(parts_.history->personal_words(), kFromPersonal, least);
}

void LanguageSession::collect(const CandidateQuery& query, const WordScorer& scorer,
                              const SuggestOptions& options, TimeBudget* budget,
                              CandidatePool* pool) {
  Collector collect(*this, scorer, query, pool);
  if (query.drawn) {
    find_drawn(options.cancel);
    return collect.from_gesture();
  }
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
        likely_.assign(*language_.vocabulary, *language_.pieces,
                       right_.known() ? right_.hints() : predictor_->log_probs(), kLikelyWords);
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

}  // namespace inkling
