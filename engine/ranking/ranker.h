// What was typed and what stands before it in, ranked candidates out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decoder/touch_offset.h"
#include "engine/edit.h"
#include "engine/pack/engine_parts.h"
#include "engine/ranking/candidates.h"
#include "engine/ranking/context_snapshot.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/language_session.h"
#include "engine/ranking/stage_log.h"
#include "engine/ranking/time_budget.h"

namespace inkling {

/// What was typed, as a candidate.
struct Literal {
  std::string typed;
  bool known = false;     // a lexicon has it, or the person does
  bool personal = false;  // the person has it, or whose it is ("Priya's")
  bool seen = false;      // running text has it: a name, a term
  bool exact = false;     // … in this very case
  double channel = 0;     // nats: the touches may lie off the letters
  WordScore word;         // P(typed | context, person) and its parts
  double score = 0;       // nats, comparable with the candidates'
  bool nothing_before = false;
  bool in_capitals = false;  // so are the words before it
};

/// The outcome of one ranking. Where the decision replaces, the first item is what a space puts in.
struct Ranked {
  std::vector<Candidate> items;  // best first
  Literal literal;
  Decision decision;
  bool model_used = false;
  bool hurried = false;  // the deadline cut it short
};

/// The languages of an engine in one text field. Used by one thread; the parts must outlive it.
class Ranker {
 public:
  Ranker(const EngineParts& parts, const Layout& layout,
         AutocorrectStrength strength = AutocorrectStrength::kNormal);

  /// The committed text before the word being typed, or the text right of the cursor, is another
  /// one.
  void set_context(std::string_view committed, std::string_view right = {});
  /// Of the text that set_context() was given last; another one only then.
  [[nodiscard]] const ContextSnapshot& context() const { return *context_; }

  /// A new word is begun: no keys, and nothing drawn.
  void reset_keys();
  /// The word is `drawn`, not null, instead of typed.
  void draw(std::shared_ptr<const DrawnWord> drawn);
  void press(std::string_view character, std::optional<Touch> touch);
  /// Takes back the last press of press().
  void backspace();
  [[nodiscard]] const std::vector<KeyPress>& presses() const { return presses_; }
  /// `word` was meant by the keys pressed: where this person's fingers land is learned from it.
  void learn_touches(std::string_view word);
  /// P(word) where it is being typed, of all but the history, when the model has been asked there;
  /// of the leading language.
  [[nodiscard]] std::optional<double> expected(std::string_view word) {
    return languages_.front()->expected(word);
  }
  /// `word` is what the person writes in the place of the word being typed; call it before another
  /// context is set. And: it was not meant after all.
  void learn_use(std::string_view word);
  void take_back_use(std::string_view word);
  [[nodiscard]] KeyPoint touch_offset() const { return offset_.mean(); }

  /// Ranks everything for the keys as they are; `typed` is the composing text that they made, empty
  /// for a next word. Of a drawn word `typed` is the reading that stands in the text, if there is
  /// one already. The answer is kept and given again while nothing changes; one that a deadline cut
  /// short only until there is time. `log` may be null. The reference holds until the next call.
  const Ranked& rank(std::string_view typed, bool corrections, const SuggestOptions& options,
                     StageLog* log);

  [[nodiscard]] std::vector<std::unique_ptr<LanguageSession>>& languages() { return languages_; }
  [[nodiscard]] TimeBudget& budget() { return budget_; }
  [[nodiscard]] SessionCounters counters() const;
  [[nodiscard]] AutocorrectStrength strength() const { return strength_; }
  /// Forgets all that the next rank() can work out again.
  void trim();

 private:
  void heed_history_edits();
  void judge_literal(std::string_view typed, bool corrections,
                     const std::vector<WordScorer>& scorers);
  void judge_drawn(std::string_view word);

  const EngineParts& parts_;
  const Layout& layout_;
  const AutocorrectStrength strength_;
  std::vector<std::unique_ptr<LanguageSession>> languages_;
  Context context_;  // never null
  std::vector<KeyPress> presses_;
  std::shared_ptr<const DrawnWord> drawn_;
  TouchOffset offset_;
  TimeBudget budget_;
  uint64_t version_ = 1;  // grows with every change of text or keys
  uint64_t ranked_version_ = 0;
  uint64_t history_edits_ = 0;  // that the ranking has heeded
  bool ranked_corrections_ = false;
  Ranked ranked_;
};

}  // namespace inkling
