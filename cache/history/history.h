// What this person writes: learned words, n-grams, corrections, shortcuts and emoji, in SQLite.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/history/history_lists.h"
#include "cache/history/history_weights.h"
#include "cache/history/word_trie.h"
#include "platform/clock.h"
#include "platform/result.h"

namespace inkling {

/// A continuation and its interpolated probability, 0..1.
struct HistoryScore {
  std::string word;
  double probability = 0;
};

/// Two words of a history that something stands behind, by number, and how much it has to say
/// there; see History::place() and HistoryWeights. A plain value.
struct HistoryPlace {
  uint32_t before_last = 0;
  uint32_t last = 0;
  uint32_t next = 0;   // what followed when these words were typed before; 0: nothing is known
  double unscale = 1;  // from uses as they are kept to decayed ones
  double common = 0;   // nats by which `last` is commoner than most words
  // Shares, 0..1: what words used at all take from the model, what stood behind these words takes
  // from both, and the word that followed before from all.
  double anywhere = 0, behind = 0, again = 0;

  /// How much of P(word) is what was typed, 0..1; the rest is the model's.
  [[nodiscard]] double share() const { return 1 - (1 - anywhere) * (1 - behind) * (1 - again); }
};

/// Where a history found a word, so that asking again needs no search; see History::probability().
/// A plain value, of one history and one word.
struct HistoryName {
  uint64_t names = 0;  // as many words had come and gone then; 0: it was not looked for
  uint32_t id = 0;
};

/// log P of a word that is neither rare nor common, nats.
inline constexpr double kUsualLogProb = -7;

/// What else may be known of a word that is learned.
struct HistoryHint {
  // P(word) of all but the history, where somebody has worked it out: the history is judged by it.
  std::optional<double> expected = {};
  bool slip = false;                     // another word, mistyped, explains it better
  double last_log_prob = kUsualLogProb;  // nats: of the word before, in the language
  std::string_view language = {};        // the word's, by its tag; empty: the history's
};

/// How often `typed` was replaced by a word, and how often the person undid that. Not decayed.
struct CorrectionRecord {
  uint32_t accepted = 0;
  uint32_t reverted = 0;
  int64_t last_used = 0;  // seconds since the Unix epoch; 0: not known
};

/// The outcome of an integrity check.
struct HistoryCheck {
  bool intact = false;
  int schema_version = 0;
  std::vector<std::string> problems;                        // what SQLite found, empty when intact
  std::vector<std::pair<std::string, int64_t>> row_counts;  // per table
};

/// Where the history lives and how it fares.
struct HistoryStatus {
  bool in_memory = false;  // nothing survives this process: without a file, or with one for good
                           // out of reach (a newer schema, another key, a folder)
  bool delayed = false;    // what is learned waits for a file that is full, read-only, locked or
                           // not there; it is written by itself as soon as that works
  bool erasing = false;    // what was forgotten still stands in the file or beside it, for now
  std::string reason;      // why any of these; empty when all is well
  std::size_t words = 0;
  std::size_t ngrams = 0;  // bigrams and trigrams
  uint64_t batches_committed = 0;
};

/// One person's history in one language. Thread-safe; queries read an in-memory index and never
/// wait for the disk. Changes are visible to queries at once and reach the disk through a queue and
/// one writer thread, within about a second or at flush(). Counts halve every 60 days.
///
///   auto history = History::open({.path = "me.sqlite"}, &warnings);
///   history->learn("see", "you", "tomorrow", /*known_word=*/true, /*deliberate=*/true);
///   history->predict("see", "you", "t", 3);   // {{"tomorrow", 0.9}}
///
/// Words are stored under the surface the caller gives and matched without regard to the case of
/// ASCII letters (other letters match exactly); the surface used last with a deliberate choice is
/// the one that is suggested. Words are never stored when they hold a digit of any script, look
/// like an address, a link, a handle, a tag or an identifier, are longer than 48 bytes, are not
/// UTF-8 or hold control characters: such calls do nothing. A word the lexicon does not know waits
/// unseen until it is typed on purpose twice; then it becomes personal. Until then it is stored as
/// a keyed hash, without n-grams. One that looks like a slip becomes personal only where a
/// correction of it was taken back, or when it was typed four times: until then it is shown, but
/// neither put in the place of other words nor in n-grams. What a file or an
/// import says is kept within bounds: a time that lies ahead of the clock counts as now, and texts
/// that are never stored are left out.
class History {
 public:
  static constexpr std::size_t kDefaultMaxBytes = std::size_t{16} << 20;

  struct Options {
    std::string path;  // empty: in memory only
    std::string language = "en";
    const Clock* clock = nullptr;  // not owned, outlives the history; null: the system clock
    std::size_t max_bytes = kDefaultMaxBytes;
    HistoryWeights weights = {};
    /// Encrypts the file at rest; 32 bytes from where the embedder keeps secrets. Empty: no
    /// encryption. Needs a build with INKLING_SQLCIPHER; without, or with a key that is not the
    /// file's, nothing is written and the history lives in memory.
    std::string key = {};
  };

  /// Never fails, and waits no more than 100 ms for the locks of others. A damaged file is set
  /// aside (renamed to PATH.damaged-N) and its readable rows salvaged; what does not belong into
  /// it, such as triggers, is removed unrun. A file that cannot be written is read, and written
  /// later; see HistoryStatus. Each such event is appended to `warnings` (may be null).
  static std::unique_ptr<History> open(Options options, std::vector<Error>* warnings);
  /// Writes what is still queued. Where others hold the file for two seconds, that is lost:
  /// flush() says whether it is on disk.
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  /// Learns that `word` was committed after the two words before it ("" where there is none).
  /// `known_word`: the lexicon has it. `deliberate`: typed in full or picked on purpose.
  /// Returns an id for revert(), 0 when nothing was learned.
  uint64_t learn(std::string_view w2_before, std::string_view w1_before, std::string_view word,
                 bool known_word, bool deliberate, const HistoryHint& hint = {});
  /// Takes back what learn() did. The last 256 ids are remembered; others are ignored.
  void revert(uint64_t id);

  /// Records that `typed` was replaced by `word` and that this was kept (accepted) or undone.
  void learn_correction(std::string_view typed, std::string_view word, bool accepted);
  /// One undoing of this correction was none: what was given back was deleted at once.
  void withdraw_refusal(std::string_view typed, std::string_view word);
  [[nodiscard]] CorrectionRecord correction(std::string_view typed, std::string_view word) const;
  /// Did the person take this correction back once?
  [[nodiscard]] bool refused(std::string_view typed, std::string_view word) const {
    return correction(typed, word).reverted > 0;
  }

  /// Looks the two words before a word up, for several questions in the same context. What a place
  /// says of a history that was changed since is as good as a place that nothing is known of.
  /// `log_prob`: of w1 in the language, nats; what followed a rare word once says more.
  [[nodiscard]] HistoryPlace place(std::string_view w2, std::string_view w1,
                                   double log_prob = kUsualLogProb) const;
  /// P(word | w2 w1) of what was typed alone; 0 when unknown, blocked or still waiting. `name`: of
  /// this word, from the last time it was asked for, or a new one; brought up to date.
  [[nodiscard]] double probability(const HistoryPlace& place, std::string_view word,
                                   HistoryName* name) const;
  [[nodiscard]] double probability(const HistoryPlace& place, std::string_view word) const;
  [[nodiscard]] double probability(std::string_view w2, std::string_view w1,
                                   std::string_view word) const;
  /// The likeliest words, best first, that start with `prefix` (ASCII case ignored) and are longer
  /// than nothing. Never blocked or waiting ones.
  [[nodiscard]] std::vector<HistoryScore> predict(const HistoryPlace& place,
                                                  std::string_view prefix, std::size_t limit) const;
  [[nodiscard]] std::vector<HistoryScore> predict(std::string_view w2, std::string_view w1,
                                                  std::string_view prefix, std::size_t limit) const;

  /// The word that has come behind these two again and again, and hardly another one; "" where
  /// there is none.
  [[nodiscard]] std::string goes_on(std::string_view w2, std::string_view w1) const;

  [[nodiscard]] bool is_personal(std::string_view word) const;
  /// The tag of the language that the word was written in; the history's own for unknown words.
  [[nodiscard]] std::string language_of(std::string_view word) const;
  [[nodiscard]] bool is_blocked(std::string_view word) const;
  /// Words that start with `prefix`, by count, most used first; blocked ones included, not
  /// those that wait (for a settings screen).
  [[nodiscard]] std::vector<HistoryWord> words(std::string_view prefix, std::size_t limit) const;

  /// Was it learned or blocked, or does it wait to be trusted?
  [[nodiscard]] bool knows(std::string_view word) const;
  /// All that was learned, for a person to read. At most `limit` of each kind, 0: all.
  [[nodiscard]] HistoryOverview overview(std::size_t limit) const;
  /// Makes it a word of this person's own at once, as if typed on purpose twice, and takes it from
  /// the blocked ones. kInvalidArgument for what is never stored.
  Status add_personal(std::string_view word);

  /// The words of this person's own that were used and are neither blocked nor waiting, by their
  /// letters (those of ASCII in lower case), with decayed counts up to a common factor. Costs a
  /// pointer; it stays as it is while others learn and forget.
  [[nodiscard]] WordTrie::Snapshot personal_words() const;

  /// Grows whenever something is forgotten, blocked, unblocked, cleared or imported, and with each
  /// change of the shortcuts: answers from before may show what they should not.
  [[nodiscard]] uint64_t edits() const;

  /// Removes the word with every n-gram, correction and emoji habit that names it, and every byte
  /// of it from the file and what SQLite keeps beside it; flush() waits for that.
  void forget(std::string_view word);
  /// Keeps the word from being suggested until unblock().
  void block(std::string_view word);
  void unblock(std::string_view word);
  /// Removes everything, damaged files that were set aside included, waits until it is gone from
  /// the disk too, and leaves no residue there. kIo while that cannot be done; it is tried again.
  Status clear();

  /// kInvalidArgument when `typed` or `expansion` is empty, too long (48 and 1024 bytes), not
  /// UTF-8 or holds control characters.
  Status set_shortcut(std::string_view typed, std::string_view expansion);
  void remove_shortcut(std::string_view typed);
  [[nodiscard]] std::optional<std::string> shortcut(std::string_view typed) const;
  /// All shortcuts, by what is typed.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> shortcuts() const;

  /// Records that `emoji` was chosen after `word` ("" where there is none).
  void learn_emoji(std::string_view emoji, std::string_view word);
  /// Emoji chosen after `word`, most used first.
  [[nodiscard]] std::vector<std::string> emoji_for(std::string_view word, std::size_t limit) const;

  /// Waits until all that was learned is on disk, where it outlives even the machine's sudden end,
  /// and what was forgotten is gone from there. kIo with the reason when one attempt at that failed
  /// (it goes on by itself). Nothing to wait for in memory.
  Status flush();
  /// Writes everything as readable JSON, an entry a line; others may learn meanwhile. Words that
  /// wait to be trusted stay behind. An export, imported into an empty history, is exported again
  /// as the same bytes.
  Status export_json(std::ostream& out) const;
  /// Adds what export_json() wrote. On malformed input a clear error and nothing changes.
  Status import_json(std::istream& in);
  /// The same for whatever it turns out to be: an export, a Gboard dictionary, a combined word list
  /// as Android's keyboards write it, or plain words, one a line. What comes from another keyboard
  /// becomes this person's own; importing it again counts nothing twice.
  Result<HistoryImport> import_from(std::istream& in);

  [[nodiscard]] HistoryStatus status() const;
  /// Checks the file after a flush, or the memory where there is no file.
  [[nodiscard]] HistoryCheck check();
  /// Checks a file without changing it; what does not belong into it counts as a problem.
  /// kNotFound, kIo, kCorrupt when it is no SQLite database, kInvalidArgument when it is no history
  /// or `key` is not the file's.
  static Result<HistoryCheck> check_file(const std::string& path, const std::string& key = {});

 private:
  struct Impl;
  explicit History(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkling
