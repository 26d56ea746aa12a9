// One text field from the inside: what keys do to its text, and what is learned from that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/document.h"
#include "engine/inkling.h"
#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"
#include "engine/session/field_learner.h"
#include "engine/session/pending_lessons.h"
#include "engine/session/ranker_feed.h"
#include "engine/session/recent_words.h"
#include "engine/session/shown_strip.h"
#include "engine/session/standing_words.h"

namespace inkling {

/// What stands behind a Session; see there. Written in six files: session.cc (what the field is,
/// what surrounds it), session_typing.cc (keys and commits), session_drawing.cc (gestures),
/// session_taking_back.cc, session_mending.cc (words that stand there), and session_strip.cc (what
/// is offered, and what a space puts in).
///
/// All that it knows of the text lies in the document: apply() changes it, and the handlers read
/// their answers off its log.
class SessionImpl {
 public:
  SessionImpl(std::shared_ptr<Engine> engine, SessionOptions options);
  /// The field is left: what waits is learned.
  ~SessionImpl();
  SessionImpl(const SessionImpl&) = delete;
  SessionImpl& operator=(const SessionImpl&) = delete;

  void focus(FieldKind field, bool no_learning, std::string_view left, std::string_view right);
  void set_context(std::string_view left, std::string_view right);
  void trim() { ranker_.trim(); }

  Commit key(std::string_view raw, std::optional<Touch> touch);
  Commit gesture(std::span<const GesturePoint> points, GestureCase letter_case);
  Suggestions sketch(std::span<const GesturePoint> points, const SuggestOptions& options,
                     GestureCase letter_case);
  Commit space();
  Commit enter() { return sign("\n"); }
  Commit finish();
  Commit pick(std::string_view raw);
  Result<Commit> accept(std::size_t index);

  void backspace(int n);
  bool revert(uint64_t id);

  std::optional<WordChoices> look_at(std::size_t at, const SuggestOptions& options);
  Result<Commit> mend(std::size_t begin, std::string_view raw);

  Suggestions suggest(const SuggestOptions& options);
  std::string phrase(std::string_view text, const SuggestOptions& options);

  [[nodiscard]] bool wants_capital() const;
  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] SessionCounters counters() const { return ranker_.counters(); }
  [[nodiscard]] KeyPoint touch_offset() const { return ranker_.touch_offset(); }

 private:
  [[nodiscard]] bool may_correct_field() const;
  /// Is anything offered in this field?
  [[nodiscard]] bool may_suggest() const;
  /// The word in the ranker's place gets a capital by itself, where the field is not against it.
  [[nodiscard]] bool begins_sentence() const;
  void settle_field();
  /// The one place where the text changes. What the edit's word has to teach is taught when its
  /// token is complete; `teaches` says of what was taken back that it is a word after all.
  void apply(Edit edit, bool teaches = false);
  void unlearn(Lesson* lesson);

  Commit sign(const std::string& character);
  Commit end_word(const std::string& after);
  void open_token(std::string_view character);
  /// What `word` in the place of the composing text has to teach; the ranker counts it as used.
  [[nodiscard]] Lesson lesson_of(const std::string& word, bool deliberate);
  void refuse_autocorrect();

  void take_back(Edit edit);
  void follow_refusal();
  void retype(const Edit& edit, bool teaches);
  void give_way(std::vector<uint64_t> versions, Edit* edit);

  /// The ranker is at the word from `begin` to `end` of the text, not at the cursor, and `typed`
  /// made it; until feed_ follows the document again.
  void feed_place(const std::string& text, TextSpan place, const TypedText& typed);
  void take_place(WordRecord* known, WordRecord* word);
  bool answer_at_standing_word(const SuggestOptions& options, Suggestions* out);
  void hang_on(std::size_t place, const std::string& was, const std::string& now);

  [[nodiscard]] const Candidate* wanted(const Ranked& ranked) const;
  [[nodiscard]] bool stays_as_typed() const;
  const Ranked& rank_now(const SuggestOptions& options, StageLog* log);
  const Ranked& rank_all(const SuggestOptions& options, StageLog* log);
  void answer(const SuggestOptions& options, Suggestions* out);
  static void offer_recorrection(const Recorrection& found, const SuggestOptions& options,
                                 int64_t took, Suggestions* out);

  std::shared_ptr<Engine> engine_;
  const EngineParts& parts_;
  SessionOptions options_;
  Document document_;
  Ranker ranker_;
  RankerFeed feed_;
  FieldLearner learner_;
  PendingLessons pending_;
  StandingWords standing_;
  Joiner joiner_;
  /// A correction that was just taken back: refused, unless what was given back is deleted.
  struct Refusal {
    std::string typed, word;
  };
  std::optional<Refusal> refusal_;
  ShownStrip shown_;  // for which version of the document
  Ranked mended_;     // scratch: a ranking of ranker_, with what the session knows besides
};

}  // namespace inkling
