// Inkling's public C++ interface: open an Engine once, give each text field a Session.
//
//   auto engine = inkling::Engine::open({.pack_dir = "packs/en", .history_path = "me.sqlite"});
//   inkling::Session session(*engine);          // engine is Result<std::shared_ptr<Engine>>
//   session.key("h"); session.key("e");
//   for (const auto& s : session.suggest({}).items) puts(s.text.c_str());
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/cancel.h"
#include "platform/clock.h"
#include "platform/result.h"

namespace inkling {

class Document;
class EngineImpl;
class History;
class SessionImpl;

/// What the text field is for. Decides what may be learned, corrected and shown.
enum class FieldKind { kText, kPassword, kEmail, kUri, kNumber, kSearch };

enum class SuggestionKind {
  kLiteral,     // exactly what was typed
  kCompletion,  // what was typed is its beginning
  kCorrection,  // what was typed is a slip for it
  kPrediction,  // nothing typed yet: the next word
  kEmoji,
  kShortcut,
  kPhrase,
  kGesture,  // a word that a finger may have drawn
};

/// Where a suggestion's score came from; a bit set.
enum Source : unsigned { kSourceModel = 1, kSourceLexicon = 2, kSourceHistory = 4 };

/// How readily a space puts in another word than was typed; suggestions are the same with all.
enum class AutocorrectStrength { kOff, kCareful, kNormal, kBold };

/// Stages of one answer, in the order in which they run.
enum class Stage { kLexicon, kHistory, kNextWord, kContinuation, kRecorrection };

const char* suggestion_kind_name(SuggestionKind kind);
const char* stage_name(Stage stage);
std::optional<FieldKind> field_kind_from_name(std::string_view name);

/// What a reason is that has nothing to say; every other one is greater.
inline constexpr double kNoReason = -1e9;

/// Why a suggestion was made, in nats or kNoReason: for an explanation, not for ranking.
struct Reasons {
  double model = kNoReason;    // log P of the word after this text, by the model
  double lexicon = kNoReason;  // log P of the word by its frequency alone, or a guess by letters
  double history = kNoReason;  // log P of the word by what this person wrote
  double channel = kNoReason;  // minus the cost of the slips in what was typed; 0: there are none
};

struct Suggestion {
  std::string text;
  SuggestionKind kind = SuggestionKind::kPrediction;
  double score = 0;          // nats: log posterior up to a constant
  bool autocorrect = false;  // space or punctuation would replace the typed word by this one
  unsigned sources = 0;      // Source bits
  // What pick() would replace besides the composing text: the end of the committed text, for a
  // suggestion that mends an earlier word or takes a stray space out. Empty for all others.
  std::string replaces = {};
  Reasons reasons = {};  // all kNoReason for emoji and shortcuts
};

/// Why a space does, or does not, put another word in: P(that is right) and what it must reach.
/// Empty `features` where a rule came first (`veto`) or nothing is being typed.
struct DecisionReport {
  struct Feature {
    std::string name;
    double value = 0;  // nats, letters, or 1 for yes
    double share = 0;  // nats of log odds: weight times value
  };
  std::string reading;  // the best other reading, "" where there is none
  std::string veto;     // why the literal stays whatever speaks for the reading, or ""
  double probability = 0;
  double threshold = 0;
  std::vector<Feature> features;  // those that are not 0

  /// A space puts the reading in.
  [[nodiscard]] bool replaces() const {
    return !reading.empty() && veto.empty() && probability >= threshold;
  }
};
struct Suggestions {
  std::vector<Suggestion> items;           // best first
  std::vector<Stage> stages;               // the stages that ran
  std::vector<int64_t> stage_nanos;        // what each took; the history's time is in the lexicon's
  std::optional<DecisionReport> decision;  // where SuggestOptions::why asked for it
  bool hurried = false;  // the deadline cut it short: with more time there may be better
  int64_t micros = 0;    // time spent in suggest()
};

/// A touch in key widths (x) and key heights (y) from the keyboard's top left corner.
struct Touch {
  float x = 0;
  float y = 0;
};

/// A point of a finger's way over the keys, in the units of Touch.
struct GesturePoint {
  float x = 0;
  float y = 0;
  int64_t t = 0;  // milliseconds, from any start
};

/// How a drawn word is written: shift is no key of its way.
enum class GestureCase {
  kAsWritten,  // its own capitals, and one where a sentence begins
  kTitle,
  kUpper,
  kPlain,  // its own capitals only: the one of the sentence was declined
};

struct EngineOptions {
  std::string pack_dir = {};  // empty: no language pack, only the literal and history
  // Packs of further languages that this person mixes with the first.
  std::vector<std::string> more_packs = {};
  std::string history_path = {};  // empty: history in memory only
  // 32 bytes that encrypt the history at rest, or none. Needs a build with INKLING_SQLCIPHER: else,
  // and with a key that is not the file's, the history is in memory only and status() says so.
  std::string history_key = {};
  const Clock* clock = &Clock::system();
};

/// One part of the engine that could not be used, or not in full, and why.
struct Degradation {
  std::string part;  // "model", "lexicon", "history", "tokenizer", "decoder", "cache"
  Error error;
  bool left_out = true;  // false: it is used, within the limit that the message names
};

/// Where touches land on average, from the centre of the key that was meant, and how widely.
struct TouchSpread {
  Touch mean;
  Touch sigma;
};

/// How much memory to give back.
enum class TrimLevel {
  kHidden,      // nobody types for now: what can be worked out again in a moment
  kBackground,  // and the models' memory; they are opened again when somebody types
};

/// Everything that sessions share. Immutable after open() except for the history, which is
/// thread-safe; so an Engine may be used by any number of threads.
class Engine {
 public:
  /// Never fails because a part is missing or damaged: it falls back and says so in status().
  /// Fails only for options that make no sense.
  static Result<std::shared_ptr<Engine>> open(const EngineOptions& options);
  ~Engine();

  /// What had to be left out, or works within limits; empty when all is well.
  [[nodiscard]] const std::vector<Degradation>& status() const;
  [[nodiscard]] bool has_model() const;
  [[nodiscard]] bool has_lexicon() const;
  /// Gives memory back; any thread, any time. Sessions hold most of what kHidden means and belong
  /// to their threads: call Session::trim() for each. A model that cannot be opened again is left
  /// out of the answer that asked for it, and tried again for the next.
  void trim(TrimLevel level);
  /// The person's history; owned by the engine, never null.
  [[nodiscard]] History& history() const;
  /// As the leading pack has it of people in general; Session::touch_offset() comes on top.
  [[nodiscard]] TouchSpread touch_spread() const;
  /// Does the leading pack write this word with its capital within a sentence, too ("Monday", but
  /// not "The")? `word` is normalised UTF-8.
  [[nodiscard]] bool keeps_capital(std::string_view word) const;

 private:
  friend class EngineImpl;
  explicit Engine(std::unique_ptr<EngineImpl> impl);
  std::unique_ptr<EngineImpl> impl_;
};

struct SessionOptions {
  std::string layout = "qwerty";
  FieldKind field = FieldKind::kText;
  bool no_learning = false;
  AutocorrectStrength autocorrect = AutocorrectStrength::kNormal;
  bool auto_capitals = true;  // false: wants_capital() never does
  // A second space right behind a word makes a full stop of the first; in fields of text. Off, so
  // that keys do what they say unless a keyboard chooses otherwise.
  bool double_space_stop = false;
};

struct SuggestOptions {
  int count = 3;
  Deadline deadline = Deadline::infinite();
  CancelToken cancel = {};
  bool why = false;  // fill Suggestions::decision
};

/// What a key press that ends a word did to the text.
struct Commit {
  std::string typed;      // what had been typed
  std::string committed;  // what stands in the text now
  bool autocorrected = false;
  uint64_t id = 0;  // of a committed word, for Session::revert(); 0: none was committed
};

/// A word that stands in the text, and what else it may have been; see Session::look_at().
struct WordChoices {
  std::size_t begin = 0, end = 0;  // bytes of left() + right()
  std::string text;                // as it stands there
  // The keys that another word was put in for; empty where `text` is what was typed, where that is
  // not known any more, and where the word was drawn.
  std::string typed;
  bool drawn = false;
  std::vector<Suggestion> others;  // best first, but what was typed (kLiteral) before all others
  bool known = false;              // a lexicon has it
  bool personal = false;           // it is one of this person's own: History::is_personal()
  bool learned = false;            // something is stored of it: History::knows()
  bool blocked = false;            // History::is_blocked()
};

/// Counters for replay reports; they only grow.
struct SessionCounters {
  int64_t forwards = 0;          // runs of the model
  int64_t tokens_evaluated = 0;  // by them
  int64_t tokens_reused = 0;     // of contexts whose states were known when a word was predicted
};

/// One text field with its cursor. Used by one thread at a time. All text is UTF-8; bad bytes
/// are replaced by U+FFFD. Holds a reference to the engine.
class Session {
 public:
  explicit Session(std::shared_ptr<Engine> engine, SessionOptions options = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// A new field: forgets the text, keeps nothing but the engine.
  void focus(FieldKind field, bool no_learning, std::string_view left, std::string_view right);
  /// The cursor jumped: `left` and `right` are the text around it now. The word that it stands in,
  /// or at the end of, becomes the composing text: what of it is left of the cursor is composing(),
  /// what is right of it composing_after(). Suggestions are for the whole word.
  void set_context(std::string_view left, std::string_view right);

  /// One typed character (a grapheme). Letters extend the composing text; punctuation commits. In
  /// the middle of a word a letter goes into it, and a sign or a space cuts it in two, uncorrected.
  Commit key(std::string_view character, std::optional<Touch> touch = std::nullopt);
  /// A finger was drawn over the keys of one word. Its likeliest reading becomes the composing
  /// text, suggest() offers the others, and backspace takes it back whole. A word that was being
  /// typed, or drawn, is ended as by a space: that is the commit that is returned. Spaces around
  /// drawn words come by themselves: a letter or another word brings one along, a sign does not.
  /// Nothing happens to the text where no word is drawn like that, or the field takes none (it may
  /// not correct).
  Commit gesture(std::span<const GesturePoint> points,
                 GestureCase letter_case = GestureCase::kAsWritten);
  /// What the finger may be drawing, best first, while it still moves: words that end here and
  /// words that may come of it. The text stays as it is.
  Suggestions sketch(std::span<const GesturePoint> points, const SuggestOptions& options,
                     GestureCase letter_case = GestureCase::kAsWritten);
  /// Right after an autocorrection the first one takes it back: the word stands there as it was
  /// typed, and is not corrected again. Where that also took a stray space out of a word, the text
  /// is what it was before; the next one gives back what the first part was corrected from, if it
  /// was. Right behind a full stop that two spaces made it gives the spaces back. All others delete
  /// a grapheme each.
  void backspace(int n = 1);
  /// Ends the word. What the last suggest() marked (Suggestion::autocorrect) is put in when it was
  /// asked for this very text and not cancelled, even if there was little time; otherwise what
  /// suggest() would mark now. Punctuation and enter() do the same. The second of two spaces may
  /// make a full stop: SessionOptions::double_space_stop.
  Commit space();
  Commit enter();
  /// Takes a suggestion: replaces the composing text, composing_after() included, by `text` and
  /// commits it with a space. Where a space or a closing sign follows the cursor there is none yet:
  /// a letter brings it along.
  Commit pick(std::string_view text);
  /// pick() for the suggestion at `index` of the last strip. kNotFound when there is none, when the
  /// text has changed since, or when the strip was cancelled.
  Result<Commit> accept(std::size_t index);
  /// Takes a commit back while nothing was typed behind it: what was typed is the composing text
  /// again, as after backspace() behind an autocorrection, and is not corrected again. What was
  /// learned from it is unlearned. False, and nothing happens, after any other change.
  bool revert(uint64_t id);
  /// The word that stands at byte `at` of left() + right(), or ends there, and what else its keys
  /// or its path may have meant between the words around it: for a person who taps a word in order
  /// to mend it. The touches of the words that were committed last are known, wherever the cursor
  /// went since; of others, the letters are. The text stays as it is. Nothing where no word stands,
  /// and in fields that show nothing.
  std::optional<WordChoices> look_at(std::size_t at, const SuggestOptions& options);
  /// Puts `text` in the place of the word that begins at byte `begin` of left() + right(), wherever
  /// the cursor is; a word that was being typed is then no longer. What was learned from the word
  /// is unlearned, also with the words behind it, and `text` is learned as meant; where a space had
  /// put the word in unasked, it does not do that again for what was typed. No spaces come or go.
  /// revert() does not take it back: mend() may be called again. kNotFound where no word begins
  /// there, kInvalidArgument for an empty `text`.
  Result<Commit> mend(std::size_t begin, std::string_view text);
  /// Commits the composing text as it stands, uncorrected: the field is being left. A word that the
  /// cursor only came by is not learned.
  Commit finish();
  /// Gives back the memory of what can be worked out again: KV states, distributions, rankings. The
  /// text stays as it is, and the next answer is the same, but slower.
  void trim();

  Suggestions suggest(const SuggestOptions& options);
  /// The words that are likely to follow the suggestion `text`, should it be picked: " forward to",
  /// each with a space before it, for ghost text. Empty when none is likelier than not, where the
  /// line goes on right of the word, in a field that shows nothing, or when there is no time.
  std::string phrase(std::string_view text, const SuggestOptions& options);

  [[nodiscard]] const std::string& composing() const;  // the word being typed, up to the cursor
  [[nodiscard]] const std::string& committed() const;  // text before the composing text
  [[nodiscard]] std::string left() const;              // text before the cursor, composing included
  [[nodiscard]] const std::string& right() const;      // text after the cursor
  [[nodiscard]] std::string composing_after() const;   // what right() begins with, of the word
  /// Would the next letter begin a sentence, so that a shift key should be down for it? Only where
  /// nothing is being typed, in a field of text, and unless the options have it off.
  [[nodiscard]] bool wants_capital() const;
  /// All of that, and what was done to it: engine/document.h. Changes with the session.
  [[nodiscard]] const Document& document() const;
  [[nodiscard]] SessionCounters counters() const;
  /// Where this person's touches land on average, from the centre of the key that was meant, as far
  /// as the session's words taught it; on top of the pack's own offset. Zero in the beginning.
  [[nodiscard]] Touch touch_offset() const;

 private:
  std::unique_ptr<SessionImpl> impl_;
};

}  // namespace inkling
