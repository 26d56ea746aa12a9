// The whole history in memory: what queries read. No locks, no disk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/history/history.h"
#include "cache/history/history_gate.h"
#include "cache/history/history_ngrams.h"
#include "cache/history/history_words.h"
#include "cache/history/retyped_text.h"
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
  kHistoryDoubtful = 32,  // typed again, but it looks like a slip: never put in place of others
};

/// What text stands for the start of a sentence in n-grams.
inline constexpr std::string_view kSentenceStart = "<s>";

/// Counts are kept as if each use were worth 2^((time - epoch) / half-life): sums stay sums, and
/// reading multiplies by one common factor. "Scaled" below means this unit.
class HistoryIndex {
 public:
  using Id = HistoryWords::Id;
  static constexpr Id kNone = HistoryWords::kNone;
  using Word = HistoryWords::Word;
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
  /// Grows with each word that is added or removed: what find() said before may be no longer so.
  [[nodiscard]] uint64_t names() const { return words_.changes(); }
  /// Counts a use of the word, which is added when new, and changes its flags.
  void use(std::string_view text, double scaled, int64_t time, int flags_set, int flags_clear);
  /// The word is written as `text` from now on, which differs in the case of letters only.
  void rename(std::string_view text);
  /// A word in another language than the history's, by its tag. Does nothing where there is none.
  void set_language(std::string_view text, std::string_view tag);
  [[nodiscard]] const std::string& language_of(const Word& word) const {
    return languages_[word.language];
  }
  /// w2 kNone: a bigram (w1, w3). `recent`: so much of it is of now.
  void add_ngram(Id w2, Id w1, Id w3, double scaled, double recent, int64_t now);
  /// The same of many at once, whose uses are all of long ago.
  void load_ngrams(std::span<const HistoryNgrams::Row> rows) { ngrams_.load(rows, clock(1)); }
  /// Removes the word and its n-grams; forget_word() also all else that names it.
  void remove_word(Id id);
  void forget_word(Id id);
  void clear();
  /// Lets go of what the file has let go of, unless it was used since; what names it stays.
  void prune(const HistoryOp& gone);

  struct When {
    int64_t now = 0;    // seconds since the Unix epoch
    double common = 0;  // HistoryPlace::common
  };
  [[nodiscard]] HistoryPlace place(Id w2, Id w1, const When& when) const;
  [[nodiscard]] double probability(const HistoryPlace& place, Id word) const;
  [[nodiscard]] std::vector<HistoryScore> predict(const HistoryPlace& place,
                                                  std::string_view prefix, std::size_t limit) const;
  /// The word that came behind these two more than once, and nearly always; or kNone.
  [[nodiscard]] Id goes_on(Id w2, Id w1, int64_t now) const;
  /// `word`, kNone when it has no name here, came at this place, to which all but the history gave
  /// the probability `expected`: what is to be thought of the history's sources?
  void judge(const HistoryPlace& place, Id word, double expected);
  /// It was typed, and is the last word now.
  void follow(Id word);
  /// The last word was taken back.
  void unfollow(Id word);
  /// How many words are blocked.
  [[nodiscard]] std::size_t blocked() const { return blocked_; }
  /// May this word be shown?
  [[nodiscard]] bool shown(Id id) const { return glances_[id].head != 0; }
  /// The person's own words that may be shown, by their keys.
  [[nodiscard]] WordTrie::Snapshot personal_words() { return personal_.snapshot(); }

  CorrectionRecord& correction(std::string_view typed, std::string_view word);
  [[nodiscard]] CorrectionRecord find_correction(std::string_view typed,
                                                 std::string_view word) const;
  [[nodiscard]] bool was_reverted(std::string_view typed) const;
  Emoji& emoji(std::string_view emoji, std::string_view word);

  // For listing, export and tests.
  [[nodiscard]] const HistoryWords& words() const { return words_; }
  [[nodiscard]] const HistoryNgrams& ngrams() const { return ngrams_; }
  [[nodiscard]] const std::map<std::pair<std::string, std::string>, CorrectionRecord>& corrections()
      const {
    return corrections_;
  }
  [[nodiscard]] const std::vector<Emoji>& emoji_habits() const { return emoji_; }
  std::map<std::string, std::string, std::less<>> shortcuts;

 private:
  using Context = HistoryNgrams::Context;
  [[nodiscard]] HistoryNgrams::Clock clock(double unscale) const;
  [[nodiscard]] HistoryEvidence evidence_of(const Context& context,
                                            const HistoryPlace& place) const;
  /// What was typed behind the last two words, else behind the last one; null where nothing was.
  [[nodiscard]] const Context* closest_context(const HistoryPlace& place) const;
  /// The history's sources at a place.
  struct Sources {
    double anywhere = 0, behind = 0, again = 0;  // probability of a word, each by itself
  };
  [[nodiscard]] Sources sources_of(const HistoryPlace& place, Id word) const;
  /// What the history adds to P(word); a place's share() over all words.
  [[nodiscard]] static double added(const HistoryPlace& place, const Sources& sources);
  /// What most questions want of a word, close together: words themselves lie far apart.
  struct Glance {
    uint32_t head = 0;  // how its key begins; 0: not shown
    float scaled = 0;
  };
  void show(Id id);
  void drop_word(Id id);
  void add_likely(const Context& context, const HistoryNgrams::Clock& clock, std::string_view key,
                  std::vector<Id>* out) const;

  int64_t epoch_;
  HistoryWeights weights_;
  HistoryGate behind_one_, behind_two_, retyped_;
  RetypedText text_;
  uint32_t typed_ = 0;  // words that were followed
  HistoryWords words_;
  std::vector<Glance> glances_;                // of each
  std::vector<std::string> languages_ = {""};  // position 0: the history's own
  double scaled_total_ = 0;
  std::size_t blocked_ = 0;
  HistoryNgrams ngrams_;
  std::map<std::pair<std::string, std::string>, CorrectionRecord> corrections_;
  std::vector<Emoji> emoji_;
  WordTrie trie_;      // of the words that are shown
  WordTrie personal_;  // of these, the person's own: a search for them meets no other
};

}  // namespace inkling
