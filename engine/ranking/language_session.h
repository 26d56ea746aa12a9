// One language in one text field: its lattice, its next-word distribution, its candidates.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/decoder/decoder.h"
#include "engine/decoder/gesture_search.h"
#include "engine/pack/engine_parts.h"
#include "engine/ranking/candidates.h"
#include "engine/ranking/context_snapshot.h"
#include "engine/ranking/narrowed_words.h"
#include "engine/ranking/predictor.h"
#include "engine/ranking/right_side.h"
#include "engine/ranking/time_budget.h"
#include "engine/ranking/word_book.h"
#include "engine/ranking/word_scorer.h"

namespace inkling {

/// What the keys and the context are asked for.
struct CandidateQuery {
  std::string_view typed;   // the composing text
  bool corrections = true;  // false where only what is typed may be completed
  bool drawn = false;       // a finger drew it
};

/// Used by one thread; the parts and the layout must outlive it.
class LanguageSession {
 public:
  LanguageSession(const EngineParts& parts, std::size_t language, const Layout& layout);

  [[nodiscard]] const LanguageParts& language() const { return language_; }
  [[nodiscard]] Decoder* decoder() { return decoder_.get(); }
  [[nodiscard]] Predictor* predictor() { return predictor_.get(); }
  [[nodiscard]] const Predictor* predictor() const { return predictor_.get(); }

  /// What stands around the word being typed; not null. Has to be called before anything is asked.
  void set_context(Context context);
  /// A new word is begun, or the present one anew: no keys, and nothing drawn.
  void reset_keys();
  /// The word was drawn like this.
  void draw(std::vector<GesturePoint> points, bool moving);
  /// Gives `to`, a decoder of this lexicon and layout, what is known of the keys before the last
  /// reset_keys() when they are `keys`, so that it need not decode them anew.
  void hand_over(std::span<const KeyPress> keys, Decoder* to);
  void press(const KeyPress& key);
  void backspace();
  /// Forgets what can be worked out again; context and keys stay.
  void trim();

  /// Brings the next-word distribution up to date when the deadline allows it, and what the right
  /// side says when there is time for that, too; else the left side speaks alone.
  bool refresh(const SuggestOptions& options, TimeBudget* budget);
  /// Scores words in the context of set_context(); `fresh`: refresh() said yes. A word is scored
  /// once, until another context comes, something else is known of its right side, or
  /// forget_scores().
  [[nodiscard]] WordScorer scorer_here(bool fresh);
  /// What the history says may be another thing now.
  void forget_scores() { scored_context_ = 0; }
  /// P(word) here of all but the history; nothing where the model was not asked yet.
  [[nodiscard]] std::optional<double> expected(std::string_view word);
  /// `word`, of this place, is what the person wrote; and was not meant after all.
  void use(std::string_view word);
  void take_back_use(std::string_view word);
  /// What is known of the person's habits is no longer true.
  void forget_habit() { habit_.forget(); }
  /// Scores words in the place of the word that was committed last and of the one being typed, the
  /// person left out: what stands there has just been learned, and is in doubt.
  [[nodiscard]] WordScorer scorer_before(const WordContext& context);
  /// Scores words under any distribution of the first piece, [V], or none, and with what stands
  /// right of them, or null; they must outlive the scorer.
  [[nodiscard]] WordScorer scorer_between(const WordContext& context,
                                          std::span<const float> log_probs,
                                          const RightSide* right = nullptr);
  /// A word of the committed text with what follows it: log P(first piece | left), [V], and what
  /// the pieces right of it say; where log P is of both sides, right.known() is false.
  struct Place {
    std::vector<float> log_probs;
    RightSide right;
  };
  /// The place of one word behind the first `anchor` pieces of the predictor's context, `right`
  /// behind it. Runs one forward.
  Result<Place> place(std::size_t anchor, std::span<const int32_t> right,
                      const CancelToken& cancel);

  /// Adds words from the lattice, the model's whole-word pieces and the history, scored; blocked
  /// and, unless typed in full, offensive ones are left out.
  void collect(const CandidateQuery& query, const WordScorer& scorer, const SuggestOptions& options,
               TimeBudget* budget, CandidatePool* pool);
  /// Evaluates words and phrases that need several pieces, among the best of the pool, and scores
  /// them anew; true when there were any. The pool is left unsorted.
  bool evaluate(const WordScorer& scorer, const SuggestOptions& options, TimeBudget* budget,
                CandidatePool* pool);
  /// Did the deadline cut anything short since refresh() was called, that included?
  [[nodiscard]] bool hurried() const { return hurried_; }
  /// Scores a candidate of one or several words; later words are judged by the n-grams.
  void score_words(const WordScorer& scorer, Candidate* candidate);
  /// -log P(the presses | word); nothing when there is no lattice.
  [[nodiscard]] double channel_of(std::string_view word);

 private:
  class Collector;
  [[nodiscard]] ScorerParts scorer_parts();
  void read_right_side();
  void find_drawn(const CancelToken& cancel);
  [[nodiscard]] std::vector<int32_t> pieces_of(const std::string& text) const;
  void score_evaluated(const WordScorer& scorer, double evaluated, Candidate* candidate);

  const EngineParts& parts_;
  const LanguageParts& language_;
  std::size_t index_;
  Context context_;
  bool hurried_ = false;
  const Layout& layout_;
  std::unique_ptr<Decoder> decoder_;
  std::vector<GesturePoint> drawn_;
  bool drawn_moving_ = false;
  bool drawn_searched_ = false;
  std::vector<GestureMatch> gesture_matches_;  // of drawn_, once it was asked for
  std::vector<GestureOwnWords::Match> own_gesture_matches_;
  std::unique_ptr<GestureSearch> gestures_;  // made for the first gesture
  Decoder::Trail last_word_;                 // of the keys before the last reset
  std::unique_ptr<Predictor> predictor_;
  RightSide right_;
  bool right_masked_ = false;  // it has the [MASK]'s guess
  WordBook book_;
  Habit habit_;
  LikelyWords likely_;
  NarrowedWords narrowed_;
  bool likely_fresh_ = false;
  uint64_t contexts_ = 0;  // named so far
  uint64_t scored_context_ = 0;
  bool scored_fresh_ = false;
  // The model's log P of texts of several pieces, for this context.
  std::unordered_map<std::string, double> evaluated_;
};

}  // namespace inkling
