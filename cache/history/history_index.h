// The whole history in memory: what queries read. No locks, no disk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/word_trie.h"

namespace inkling {

struct HistoryOp;

/// Bits of a word's flags, as stored.
enum HistoryFlag : int {
  kHistoryPersonal = 1,
  kHistoryBlocked = 2,
  kHistoryShortcutTarget = 4,
  kHistoryWaiting = 8,    // unknown to the lexicon and not yet confirmed: never shown
  kHistorySeenOnce = 16,  // a waiting word that was typed on purpose once
};

/// What text stands for the start of a sentence in n-grams.
inline constexpr std::string_view kSentenceStart = "<s>";

/// Counts are kept as if each use were worth 2^((time - epoch) / half-life): sums stay sums, and
/// reading multiplies by one common factor. "Scaled" below means this unit.
class HistoryIndex {
 public:
  using Id = uint32_t;
  static constexpr Id kNone = 0;

  struct Word {
    std::string text;
    double scaled = 0;
    int64_t last_used = 0;
    int flags = 0;
    bool alive = false;
  };
  struct Continuation {
    Id word = kNone;
    double scaled = 0;
    int64_t last_used = 0;
  };
  struct Context {
    double scaled_total = 0;
    std::vector<Continuation> next;  // by word
  };
  struct Emoji {
    std::string emoji, word;
    double scaled = 0;
    int64_t last_used = 0;
  };

  HistoryIndex(int64_t epoch, const HistoryWeights& weights);

  /// The factor from a count at `time` to its scaled value, and back.
  [[nodiscard]] double scale_at(int64_t time) const;

  [[nodiscard]] Id find(std::string_view text) const;
  [[nodiscard]] const Word& word(Id id) const { return words_[id]; }
  /// Counts a use of the word, which is added when new, and changes its flags.
  void use(std::string_view text, double scaled, int64_t time, int flags_set, int flags_clear);
  /// The word is written as `text` from now on, which differs in the case of letters only.
  void rename(std::string_view text);
  /// w2 kNone: a bigram (w1, w3).
  void add_ngram(Id w2, Id w1, Id w3, double scaled, int64_t time);
  void remove_word(Id id);
  void clear();
  /// Lets go of what the file has let go of, unless it was used since; what names it stays.
  void prune(const HistoryOp& gone);

  [[nodiscard]] HistoryPlace place(Id w2, Id w1, int64_t now) const;
  [[nodiscard]] double probability(const HistoryPlace& place, Id word) const;
  [[nodiscard]] std::vector<HistoryScore> predict(const HistoryPlace& place,
                                                  std::string_view prefix, std::size_t limit) const;
  /// `word` came at this place: which way of weighing expected it more?
  void judge(const HistoryPlace& place, Id word);
  /// How many words are blocked.
  [[nodiscard]] std::size_t blocked() const { return blocked_; }
  /// May this word be shown?
  [[nodiscard]] bool shown(Id id) const;
  /// The person's own words that may be shown, by their keys.
  [[nodiscard]] WordTrie::Snapshot personal_words() { return personal_.snapshot(); }

  CorrectionRecord& correction(std::string_view typed, std::string_view word);
  [[nodiscard]] CorrectionRecord find_correction(std::string_view typed,
                                                 std::string_view word) const;
  [[nodiscard]] bool was_reverted(std::string_view typed) const;
  Emoji& emoji(std::string_view emoji, std::string_view word);

  // For listing, export and tests.
  [[nodiscard]] const std::map<std::string, Id, std::less<>>& keys() const { return keys_; }
  [[nodiscard]] const std::unordered_map<uint64_t, Context>& contexts() const { return contexts_; }
  [[nodiscard]] const std::map<std::pair<std::string, std::string>, CorrectionRecord>& corrections()
      const {
    return corrections_;
  }
  [[nodiscard]] const std::vector<Emoji>& emoji_habits() const { return emoji_; }
  std::map<std::string, std::string, std::less<>> shortcuts;
  [[nodiscard]] std::size_t ngram_count() const;
  static Id context_w2(uint64_t key) { return static_cast<Id>(key >> 32U); }
  static Id context_w1(uint64_t key) { return static_cast<Id>(key); }

 private:
  [[nodiscard]] const Context* context(Id w2, Id w1) const;
  [[nodiscard]] HistoryLevelHere level_of(const Context* context, const HistoryLevel& weights,
                                          double unscale) const;
  [[nodiscard]] HistoryLevelsHere levels_of(const HistoryLevels& weights, const Context* one,
                                            const Context* two, double unscale) const;
  /// Decayed uses of a word at a place.
  struct Uses {
    double anywhere = 0, behind_one = 0, behind_two = 0;
  };
  [[nodiscard]] static double said(const HistoryLevelsHere& levels, const Uses& uses);
  [[nodiscard]] Uses uses_of(const HistoryPlace& place, Id word) const;
  /// What the history adds to P(word); a place's share() over all words.
  [[nodiscard]] double added(const HistoryPlace& place, Id word) const;
  void put_in_tries(Id id);
  void add_likely(const Context& context, std::string_view key, std::vector<Id>* out) const;

  int64_t epoch_;
  HistoryWeights weights_;
  double trust_ = 0;                             // in the sure way of weighing, 0..1
  std::vector<Word> words_;                      // position 0 is kNone
  std::map<std::string, Id, std::less<>> keys_;  // in order, for listing
  // The same, for finding: a letter looks up hundreds of words. Views of the keys above.
  std::unordered_map<std::string_view, Id> ids_;
  double scaled_total_ = 0;
  std::size_t blocked_ = 0;
  std::unordered_map<uint64_t, Context> contexts_;
  std::map<std::pair<std::string, std::string>, CorrectionRecord> corrections_;
  std::vector<Emoji> emoji_;
  WordTrie trie_;      // of the words that are shown
  WordTrie personal_;  // of these, the person's own: a search for them meets no other
};

}  // namespace inkling
