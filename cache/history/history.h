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

#include "cache/history/word_trie.h"
#include "platform/clock.h"
#include "platform/result.h"

namespace inkling {

/// A learned word. `count` is decayed to the time of the call.
struct HistoryWord {
  std::string text;
  double count = 0;
  int64_t last_used = 0;  // seconds since the Unix epoch
  bool personal = false;  // a word of this person's own that may be suggested
  bool blocked = false;   // never to be suggested
};

/// A continuation and its interpolated probability, 0..1.
struct HistoryScore {
  std::string word;
  double probability = 0;
};

/// How much what was typed counts against what a model expects. P(w | w2 w1) is the model's where
/// nothing was typed, and each of three levels takes a share for the words that it has seen: of
/// `uses` in all, with `discount` taken off each word's, uses / (uses + prior), and no more than
/// `most`; what is left goes to the level below, at last to the model (a Dirichlet prior with the
/// model as its base: MacKay and Peto 1995; absolute discounting: Ney, Essen and Kneser 1994). Uses
/// are decayed.
struct HistoryLevel {
  double discount = 0;  // uses
  double prior = 1;     // uses
  double most = 1;      // share
};
struct HistoryLevels {
  HistoryLevel anywhere, behind_one, behind_two;
};
/// Two ways to weigh it, one for a person who writes something new and one for what was written
/// before, and how readily the first gives way to the second when that has predicted better (two
/// experts with a fixed share: Herbster and Warmuth 1998).
struct HistoryWeights {
  HistoryLevels cautious = {{0, 300, 0.05}, {1.5, 80, 0.4}, {1.2, 6, 0.8}};
  HistoryLevels sure = {{0, 300, 0.05}, {0.4, 3, 0.8}, {0.3, 0.5, 0.95}};
  double trust_at_start = 0.02;  // in the second
  double change = 0.01;          // chance that the other one is right from the next word on
  double expected = 0.1;         // P(word) of a model where the history knows the word
};

/// What one level of a history says at one place.
struct HistoryLevelHere {
  double discount = 0;  // uses, taken off each word's
  double factor = 0;    // of a use that is left: the level's probability of its word
  double share = 0;     // of all words together, 0..1
};
struct HistoryLevelsHere {
  HistoryLevelHere anywhere, behind_one, behind_two;
  /// What is left to the model.
  [[nodiscard]] double kept() const {
    return (1 - anywhere.share) * (1 - behind_one.share) * (1 - behind_two.share);
  }
};

/// Two words of a history that something stands behind, by number, and how much it has to say
/// there; see History::place(). A plain value.
struct HistoryPlace {
  uint32_t before_last = 0;
  uint32_t last = 0;
  double unscale = 1;  // from uses as they are kept to decayed ones
  double trust = 0;    // in `sure`
  HistoryLevelsHere cautious, sure;

  /// How much of P(word) is what was typed, 0..1; the rest is the model's.
  [[nodiscard]] double share() const {
    return (1 - trust) * (1 - cautious.kept()) + trust * (1 - sure.kept());
  }
};

/// How often `typed` was replaced by a word, and how often the person undid that. Not decayed.
struct CorrectionRecord {
  uint32_t accepted = 0;
  uint32_t reverted = 0;
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
/// unseen until it is typed on purpose twice, or once and kept after a reverted correction; then it
/// becomes personal. Until then it is stored as a keyed hash, without n-grams. What a file or an
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
  /// `known_word`: the lexicon has it. `deliberate`: typed in full or picked on purpose. Returns an
  /// id for revert(), 0 when nothing was learned.
  uint64_t learn(std::string_view w2_before, std::string_view w1_before, std::string_view word,
                 bool known_word, bool deliberate);
  /// Takes back what learn() did. The last 256 ids are remembered; others are ignored.
  void revert(uint64_t id);

  /// Records that `typed` was replaced by `word` and that this was kept (accepted) or undone. After
  /// an undone one, the next deliberate learn() of `typed` makes it personal at once.
  void learn_correction(std::string_view typed, std::string_view word, bool accepted);
  [[nodiscard]] CorrectionRecord correction(std::string_view typed, std::string_view word) const;
  /// Did the person take this correction back once?
  [[nodiscard]] bool refused(std::string_view typed, std::string_view word) const {
    return correction(typed, word).reverted > 0;
  }

  /// Looks the two words before a word up, for several questions in the same context. What a place
  /// says of a history that was changed since is as good as a place that nothing is known of.
  [[nodiscard]] HistoryPlace place(std::string_view w2, std::string_view w1) const;
  /// P(word | w2 w1) of what was typed alone; 0 when unknown, blocked or still waiting.
  [[nodiscard]] double probability(const HistoryPlace& place, std::string_view word) const;
  [[nodiscard]] double probability(std::string_view w2, std::string_view w1,
                                   std::string_view word) const;
  /// The likeliest words, best first, that start with `prefix` (ASCII case ignored) and are longer
  /// than nothing. Never blocked or waiting ones.
  [[nodiscard]] std::vector<HistoryScore> predict(std::string_view w2, std::string_view w1,
                                                  std::string_view prefix, std::size_t limit) const;

  [[nodiscard]] bool is_personal(std::string_view word) const;
  [[nodiscard]] bool is_blocked(std::string_view word) const;
  /// Words that start with `prefix`, by count, most used first; blocked ones included, not
  /// those that wait (for a settings screen).
  [[nodiscard]] std::vector<HistoryWord> words(std::string_view prefix, std::size_t limit) const;

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
  /// Writes everything as readable JSON.
  Status export_json(std::ostream& out) const;
  /// Adds what export_json() wrote. On malformed input a clear error and nothing changes.
  Status import_json(std::istream& in);

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
