// The demo keyboard without a user interface: keys in; text, a strip of suggestions and what the
// engine did out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demo_keyboard/engine_side.h"
#include "demo_keyboard/keyboard_event.h"
#include "demo_keyboard/keyboard_view.h"
#include "demo_keyboard/pending_keys.h"
#include "demo_keyboard/player.h"
#include "demo_keyboard/recorder.h"
#include "engine/inkling.h"
#include "platform/mutex.h"
#include "platform/result.h"
#include "platform/worker.h"
#include "tools/trace/trace.h"

namespace inkling {

struct KeyboardOptions {
  EngineOptions engine;
  /// Where several keyboards share an engine, this gives it, and `engine` says how it was opened.
  /// Called once, on the keyboard's own thread. Empty: the keyboard opens its own.
  EngineOpener open_engine;
  SessionOptions session;
  int64_t deadline_ms = 30;  // for each strip
  /// The strip is words alone, and an emoji stands in KeyboardView::emoji.
  bool emoji_apart = false;
  /// Called after view() changed because of the engine or of a trace that plays, on a thread of the
  /// keyboard's own: post it to the face's loop. It must not wait for the face, and may call
  /// nothing of the keyboard but view(). May be empty.
  std::function<void()> on_change;
  /// Called on the engine's thread ahead of each strip; a test slows the engine down with it. May
  /// be empty.
  std::function<void()> before_strip;
};

/// Drives one Session on a thread of its own. All public calls are for one thread, the face's, and
/// neither wait for the engine nor for the disk's platters; view() and wait_until_idle() may be
/// called from any. A letter is in view().text before key() returns; of a burst of keys the last
/// one gets a strip. While a trace plays, keys, picks and the cursor of the person are ignored.
///
///   KeyboardController keyboard({.engine = {.pack_dir = "packs/en"}, .on_change = post_redraw});
///   keyboard.key("h");
///   draw(keyboard.view());      // "h"; the strip comes with on_change
class KeyboardController {
 public:
  /// Opens the engine in the background; keys may be typed at once.
  explicit KeyboardController(KeyboardOptions options);
  /// Stops, joins its threads and ends a recording properly. Keys that still wait are dropped.
  ~KeyboardController();
  KeyboardController(const KeyboardController&) = delete;
  KeyboardController& operator=(const KeyboardController&) = delete;

  /// One typed character (a grapheme); " " and "\n" commit as space() and enter() do.
  void key(std::string_view character, std::optional<Touch> touch = std::nullopt);
  void space();
  void enter();
  /// A finger drew a word over the keys.
  void gesture(std::vector<GesturePoint> points, GestureCase letter_case);
  /// It is still drawing: KeyboardView::guess says what, soon; of many in a row the last one
  /// counts.
  void sketch(std::vector<GesturePoint> points, GestureCase letter_case);
  /// It draws no word after all.
  void drop_sketch();
  /// Right after an autocorrection the first one takes that back, as revert() does.
  void backspace(int n = 1);
  /// Commits the composing text as it stands, uncorrected: the cursor is about to leave it.
  void finish();
  /// Takes the suggestion in `slot` (0 to 2). False, and nothing happens, when there is none or the
  /// strip is of an earlier text.
  bool pick(int slot);
  /// Takes the best suggestion: the middle slot.
  bool pick_best() { return pick(1); }
  /// Takes the best suggestion and writes the ghost text behind it; false when there is none.
  bool take_ghost();
  /// Takes the emoji beside the strip, as pick() does.
  bool pick_emoji();
  /// Takes the last autocorrection back; false when anything was typed since, or there is none.
  bool revert();
  /// Never suggests the word in `slot` again and forgets what was learned of it. False for a strip
  /// of an earlier text, an empty slot, and what is no word (emoji, shortcuts).
  bool forget(int slot);
  /// Forgets what was learned of the word, or makes it one of this person's own for good; either
  /// way it is no news any more, and leaves KeyboardView::learned.
  void unlearn(const std::string& word);
  void keep(const std::string& word);
  /// Never suggests the word again and forgets what was learned of it; suggests it again.
  void block(const std::string& word);
  void unblock(const std::string& word);
  /// Asks what the word may have been that stands `offset_bytes` into text + right, or ends there.
  /// The answer comes in KeyboardView::looked, unless the text changes before; none where there is
  /// no word.
  void look_at(std::size_t offset_bytes);
  /// Takes the answer away, also one that is still to come.
  void drop_look();
  /// Puts `text` in the place of the word `was`, which begins `begin` bytes into text + right.
  /// False, and nothing happens, when it does not stand there any more.
  bool mend(std::size_t begin, const std::string& was, const std::string& text);
  /// Writes what the history knows of this person into view().known, once the keys that wait are
  /// answered.
  void list_known();
  /// Puts the cursor `offset_bytes` into text + right; inside a character: in front of it.
  void move_cursor(std::size_t offset_bytes);
  void set_text(const std::string& left, const std::string& right);
  /// Another text field: its kind, whether it forbids learning, and its text. Ends a recording
  /// where the field is not to be recorded.
  void focus(FieldKind field, bool no_learning, const std::string& left, const std::string& right);
  /// Ends a recording, too: what is private is not recorded either.
  void set_incognito(bool incognito);
  void set_strength(AutocorrectStrength strength);
  /// One of Layout::names(); another one is refused, and the trouble of the view says so. The text
  /// stays. Ends a recording: a trace has one layout.
  void set_layout(const std::string& layout);

  /// Records what is typed from now on as a trace that begins with the text as it is. Replaces the
  /// file. kInvalidArgument in incognito, in a password field and while another recording goes on;
  /// kIo, with the path, when the file cannot be written.
  Status start_recording(const std::string& path);
  /// Ends the recording. The error that ended it before, if one did (a full disk, say).
  Status stop_recording();
  /// Types the trace as a person would, `speed` times as fast; not above zero: without waiting.
  /// Writes as its header says meanwhile: its layout, its way with capitals and spaces.
  void play(Trace trace, double speed);
  void stop_playing();

  [[nodiscard]] KeyboardView view() const;
  /// Waits until nothing is played and all keys have been answered.
  void wait_until_idle();
  /// Stops playing, ends a recording, waits for the keys that wait and until all that was learned
  /// is on disk: the one call for leaving that waits. The first error of all that.
  Status close();

 private:
  void open_engine();
  void run_next();
  /// When the engine's turn on an event began, and what the model had evaluated until then.
  struct AnswerStart {
    int64_t nanos = 0, evaluated = 0;
  };
  void answer(const KeyboardEvent& event, const AnswerStart& start, const CancelToken& cancel);
  void show_ghost(const std::string& best, const CancelToken& cancel);
  void show_written(const CancelToken& cancel);
  void changed() const;
  void type_traced(const TraceEvent& event);
  void played();

  bool type(TraceEvent event);
  void post_typed(TraceEvent event, const std::string& replaces) INKLING_REQUIRES(mutex_);
  void post(KeyboardEvent event) INKLING_REQUIRES(mutex_);
  void guess();
  void look(const std::string& seen, std::size_t offset, const CancelToken& cancel);
  void post_mend(KeyboardEvent mend) INKLING_REQUIRES(mutex_);
  void forget_look() INKLING_REQUIRES(mutex_);
  void settle_word(KeyboardEvent::Kind kind, const std::string& word);
  void post_settings() INKLING_REQUIRES(mutex_);
  /// What a trace would say of the keyboard as it is; and makes it one that such a trace is of.
  [[nodiscard]] TraceHeader header() const INKLING_REQUIRES(mutex_);
  void post_header(const TraceHeader& header) INKLING_REQUIRES(mutex_);
  void enter_field(FieldKind field, bool no_learning) INKLING_REQUIRES(mutex_);
  void jump_to(const std::string& left, const std::string& right, bool jump)
      INKLING_REQUIRES(mutex_);
  [[nodiscard]] bool strip_current() const INKLING_REQUIRES(mutex_);
  [[nodiscard]] const Suggestion* current_slot(int slot) const INKLING_REQUIRES(mutex_);
  void take(const EventOutcome& outcome) INKLING_REQUIRES(mutex_);
  void end_recording(const std::string& why) INKLING_REQUIRES(mutex_);
  void record(const TraceEvent& event, int64_t now_nanos) INKLING_REQUIRES(mutex_);

  const KeyboardOptions options_;
  EngineSide side_;  // the worker's own

  mutable Mutex mutex_;
  CondVar player_done_;
  // What is shown, but for the text and the trouble, which view() fills in.
  KeyboardView view_ INKLING_GUARDED_BY(mutex_);
  PendingKeys pending_ INKLING_GUARDED_BY(mutex_);
  std::string engine_trouble_ INKLING_GUARDED_BY(mutex_);
  std::string history_trouble_ INKLING_GUARDED_BY(mutex_);
  std::string face_trouble_ INKLING_GUARDED_BY(mutex_);   // of what the person asked for last
  uint64_t last_number_ INKLING_GUARDED_BY(mutex_) = 0;   // of events
  uint64_t strip_number_ INKLING_GUARDED_BY(mutex_) = 0;  // of the event that the strip answers
  CancelToken strip_cancel_ INKLING_GUARDED_BY(mutex_);   // of the strip that is worked out
  std::optional<DrawnWord> sketch_ INKLING_GUARDED_BY(mutex_);  // to be guessed
  CancelToken guess_cancel_ INKLING_GUARDED_BY(mutex_);         // of the guess being worked out
  uint64_t last_mended_ INKLING_GUARDED_BY(mutex_) = 0;         // version of the last correction
  CancelToken look_cancel_ INKLING_GUARDED_BY(mutex_);          // of the word being looked at
  uint64_t looks_ INKLING_GUARDED_BY(mutex_) = 0;               // that were answered
  bool stopping_ INKLING_GUARDED_BY(mutex_) = false;
  std::unique_ptr<Recorder> recorder_ INKLING_GUARDED_BY(mutex_);
  Status recorded_ INKLING_GUARDED_BY(mutex_);     // how the last recording ended
  bool auto_capitals_ INKLING_GUARDED_BY(mutex_);  // these two as in SessionOptions, as of now
  bool double_space_stop_ INKLING_GUARDED_BY(mutex_);
  // What a trace that plays goes back to, and whether its field forbids learning.
  TraceHeader own_header_ INKLING_GUARDED_BY(mutex_);
  FieldKind own_field_ INKLING_GUARDED_BY(mutex_);
  bool own_forbids_ INKLING_GUARDED_BY(mutex_) = false;
  bool traced_secret_ INKLING_GUARDED_BY(mutex_) = false;

  std::unique_ptr<Player> player_;  // the face's
  Worker worker_;                   // last: it uses the rest
};

}  // namespace inkling
