// What a face of the demo keyboard shows: plain values, without a thread or an engine in them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "demo_keyboard/strip.h"
#include "engine/inkling.h"
#include "engine/layout.h"
#include "tools/trace/trace.h"

namespace inkling {

/// What one event cost: for the chart of latencies.
struct AnsweredEvent {
  EventKind kind = EventKind::kKey;
  int64_t micros = 0;         // from the engine's turn on the event to its strip
  int64_t waited_micros = 0;  // in the queue, before that
  std::vector<Stage> stages;  // that ran
  bool hurried = false;       // the deadline cut the strip short
  int64_t evaluated = 0;      // tokens that the model had to evaluate for it
};

/// Something the history learned or forgot since the keyboard was opened, for people to read:
/// "learned lunch", "learned see → you".
struct LearnedEvent {
  std::string what;
  std::string own_word = {};  // that it is about, where it became one of this person's own
};

/// One key press with a touch, and what it typed.
struct DrawnTouch {
  Touch at;
  std::string character;
};

/// A word that a space put in unasked, where it stood right then.
struct MendedWord {
  uint64_t number = 0;     // from 1, in the order in which they were put in
  std::size_t offset = 0;  // bytes of KeyboardView::text before it
  std::string word, typed;
};

/// What a word that stands in the text may have been.
struct LookedWord {
  uint64_t number = 0;  // from 1, in the order of the answers
  WordChoices word;     // its bytes are those of KeyboardView::text and right
};

enum class EngineState {
  kOpening,  // keys are queued
  kReady,
  kFailed,  // keys show, but there are no suggestions
};

inline constexpr std::size_t kAnsweredKept = 120;
inline constexpr std::size_t kLearnedKept = 20;
inline constexpr std::size_t kMendedKept = 20;
inline constexpr std::size_t kTouchesKept = 80;

/// Everything a face shows; a copy, so a face keeps it as long as it likes. All text is UTF-8.
struct KeyboardView {
  EngineState engine = EngineState::kOpening;
  // Why opening failed, what is degraded, why a recording stopped; empty when all is well.
  std::string trouble;
  std::string text;   // left of the cursor, keys that the engine has not seen yet included
  std::string right;  // right of the cursor
  std::size_t composing_bytes = 0;        // the end of `text` that is being typed
  std::size_t composing_after_bytes = 0;  // what `right` begins with of the same word
  bool auto_space = false;  // `text` ends in a space that a pick put there, and that may give way
  // No key waits for the engine: nothing but a new key or revert() changes the text. Always true
  // where opening failed.
  bool settled = false;
  Strip strip;
  // How often this person wrote the words of the strip, as far as is known; comes after it.
  std::array<int, kStripSlots> written = {};
  // Beside the words, where KeyboardOptions::emoji_apart asks for it; current when the strip is.
  std::optional<Suggestion> emoji;
  bool strip_current = false;  // false: the strip is of an earlier text; picks of it are refused
  std::optional<DecisionReport> decision;  // why a space does what it does; with the strip
  std::optional<Strip> guess;  // what a finger that is drawing may mean; not to be picked
  std::string ghost;           // what likely follows the best suggestion: " forward to"; often none
  std::optional<Commit> autocorrected;  // what the last key replaced on its own; revert() undoes it
  bool wants_capital = false;           // the next letter begins a sentence; false while keys wait
  std::vector<MendedWord> mended;       // the last kMendedKept, oldest first
  std::optional<LookedWord> looked;     // what look_at() asked; gone when the text changes
  FieldKind field = FieldKind::kText;
  bool incognito = false;  // nothing is learned
  bool recording = false;
  bool playing = false;
  AutocorrectStrength strength = AutocorrectStrength::kNormal;
  std::string layout;
  std::vector<AnsweredEvent> answered;  // the last kAnsweredKept, oldest first
  SessionCounters counters;             // since the keyboard was opened
  std::vector<LearnedEvent> learned;    // the last kLearnedKept, oldest first
  std::string known;                    // a page on what was learned; see list_known()
  std::vector<DrawnTouch> touches;      // the last kTouchesKept, oldest first
  std::vector<GesturePoint> trail;      // of the last word that was drawn
  // What the engine believes about this finger: mean and spread of its touches around the centre of
  // the key that is meant, in key widths (x) and heights (y).
  KeyPoint touch_offset_mean;
  KeyPoint touch_sigma;
  uint64_t version = 0;  // grows with every change
};

}  // namespace inkling
