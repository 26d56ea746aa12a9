// The part of the demo keyboard that runs on its own thread: the engine and its session.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demo_keyboard/keyboard_event.h"
#include "demo_keyboard/keyboard_view.h"
#include "demo_keyboard/pending_keys.h"
#include "engine/inkling.h"
#include "platform/cancel.h"
#include "platform/result.h"

namespace inkling {

/// What an event did.
struct EventOutcome {
  Document text;
  std::vector<LearnedEvent> lessons;
  bool wants_capital = false;
  Touch touch_offset;
  std::string history_trouble;  // why the history is not written; empty when it is
};

/// Gives an engine that is shared; called on the keyboard's own thread, may take its time.
using EngineOpener = std::function<Result<std::shared_ptr<Engine>>()>;

/// Opens the engine and drives one Session. Every method is for one and the same thread.
class EngineSide {
 public:
  /// `opener` gives the engine; empty: opens its own with the options. `count`: suggestions of a
  /// strip.
  EngineSide(EngineOptions engine, SessionOptions session, int64_t deadline_ms,
             EngineOpener opener = {}, int count = kStripSlots);

  /// Opens the engine; after an error do() must not be called.
  Status open();
  [[nodiscard]] bool is_open() const { return session_.has_value(); }
  /// What the engine does without, for people to read; empty when all is well.
  [[nodiscard]] std::string degraded() const;
  /// Of all its sessions, as of now.
  [[nodiscard]] SessionCounters counters() const;
  [[nodiscard]] TouchSpread touch_spread() const { return engine_->touch_spread(); }

  EventOutcome run(const KeyboardEvent& event);
  /// The strip for the text as it is, with the decision about what is being typed.
  Suggestions suggest(const CancelToken& cancel);
  /// What a finger may be drawing.
  Suggestions sketch(const DrawnWord& drawn, const CancelToken& cancel);
  /// What the word may have been that the person saw at `offset` of the text `seen`; keys that were
  /// still waiting then may have corrected the text.
  std::optional<WordChoices> look(const std::string& seen, std::size_t offset,
                                  const CancelToken& cancel);
  /// What likely follows the suggestion `text`; see Session::phrase().
  std::string ghost(const std::string& text, const CancelToken& cancel);
  /// How often this person wrote the word, letters of either case; 0: that is not known.
  [[nodiscard]] int written(const std::string& word) const;
  /// What the history knows of this person, for people to read.
  [[nodiscard]] std::string known() const;
  /// Waits until all that was learned is on disk.
  Status flush();

 private:
  [[nodiscard]] bool may_learn() const;
  Commit type(const KeyboardEvent& event);
  Commit finish();
  void focus(FieldKind field, bool no_learning, const std::string& left, const std::string& right);
  void jump(const KeyboardEvent& event);
  void set(const KeyboardSettings& settings);
  void forget(const std::string& word);
  std::vector<LearnedEvent> mend(const KeyboardEvent& event);
  [[nodiscard]] SuggestOptions options(const CancelToken& cancel) const;

  EngineOptions engine_options_;
  SessionOptions session_options_;  // as the session has them now
  int64_t deadline_ms_;
  EngineOpener opener_;
  int count_;
  bool incognito_;
  bool field_forbids_ = false;  // the focused field says that nothing is to be learned
  std::shared_ptr<Engine> engine_;
  std::optional<Session> session_;
  bool strip_fresh_ = false;         // the session's last strip is of the text as it is
  SessionCounters counters_before_;  // of sessions that gave way to this one
};

}  // namespace inkling
