// One text field from the inside: what keys do to its text, and what is learned from that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "engine/pack/engine_parts.h"
#include "engine/ranking/ranker.h"
#include "engine/session/field_learner.h"
#include "engine/session/recent_words.h"
#include "engine/session/shown_strip.h"
#include "engine/text_field.h"

namespace inkling {

/// What stands behind a Session; see there. Written in four files: session.cc (what the field is,
/// what surrounds it), session_typing.cc (keys and commits), session_taking_back.cc, and
/// session_strip.cc (what is offered, and what a space puts in).
class SessionImpl {
 public:
  SessionImpl(std::shared_ptr<Engine> engine, SessionOptions options);

  void focus(FieldKind field, bool no_learning, std::string_view left, std::string_view right);
  void set_context(std::string_view left, std::string_view right);
  void trim() { ranker_.trim(); }

  Commit key(std::string_view raw, std::optional<Touch> touch);
  Commit space();
  Commit enter();
  Commit finish();
  Commit pick(std::string_view raw);
  Result<Commit> accept(std::size_t index);

  void backspace(int n);
  bool revert(uint64_t id);

  Suggestions suggest(const SuggestOptions& options);
  std::string phrase(std::string_view text, const SuggestOptions& options);

  [[nodiscard]] const TextField& field() const { return field_; }
  [[nodiscard]] SessionCounters counters() const { return ranker_.counters(); }
  [[nodiscard]] KeyPoint touch_offset() const { return ranker_.touch_offset(); }

 private:
  /// An autocorrection that backspace takes back.
  struct Undo {
    uint64_t id = 0;  // of the commit
    std::string typed, committed, after;
    std::optional<TypedWord> joined = {};  // the word before, where both became one
    FieldLearner::Lesson learned = {};
  };
  /// The newest commit that put in what the person asked for, so that revert() finds back.
  struct LastCommit {
    uint64_t id = 0;
    uint64_t version = 0;  // of the text right after it
    std::string typed;
    std::size_t added = 0;            // bytes at the end of the committed text
    std::vector<TypedWord> replaced;  // words before it that gave way, in order
    std::string replaced_text;        // the committed text that they were
    FieldLearner::Lesson learned;
  };

  [[nodiscard]] bool may_correct_field() const;
  void settle_field();
  void text_changed();
  void retype_composing();
  void open_token(std::string_view character);

  Commit punctuation(const std::string& character);
  Commit end_word(const std::string& after, bool may_correct);

  void erase_left();
  void take_back();
  void give_back(const TypedWord& word);
  void unlearn_recent(int words);
  FieldLearner::Lesson learn_word(const std::string& word, bool deliberate);
  void refuse_autocorrect();

  [[nodiscard]] const Candidate* wanted(const Ranked& ranked) const;
  const Ranked& rank_now(const SuggestOptions& options, std::vector<Stage>* stages);
  const Ranked& rank_all(const SuggestOptions& options, std::vector<Stage>* stages);
  void answer(const SuggestOptions& options, Suggestions* out);
  void offer_recorrection(const SuggestOptions& options, Suggestions* out);

  std::shared_ptr<Engine> engine_;
  const EngineParts& parts_;
  SessionOptions options_;
  TextField field_;
  Ranker ranker_;
  FieldLearner learner_;
  Joiner joiner_;
  RecentWords recent_;
  Ranked mended_;            // a ranking of ranker_, with what the session knows besides
  bool auto_space_ = false;  // the committed text ends in a space that a pick put there
  // Newest last, as long as nothing but backspace happened since: a join lies upon the correction
  // of the word that it took in.
  std::vector<Undo> undo_;
  LastCommit last_commit_;
  uint64_t commits_ = 0;               // ids given so far
  FieldLearner::Lesson last_learned_;  // from the word that was finished last, while it may reopen
  uint64_t version_ = 1;               // grows with every change of the text
  ShownStrip shown_;
  uint64_t literal_version_ = 0;  // of the text that backspace gave back: nothing is put in there
};

}  // namespace inkling
