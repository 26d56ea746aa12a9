// From key presses to words: a beam over the lexicon that moves one step per key.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/history/word_trie.h"
#include "engine/decoder/beam_index.h"
#include "engine/decoder/channel.h"
#include "engine/decoder/next_beam.h"
#include "engine/decoder/personal_search.h"
#include "engine/decoder/symbol_costs.h"
#include "engine/decoder/word_columns.h"
#include "engine/layout.h"
#include "engine/lexicon/lexicon.h"

namespace inkling {

enum class CandidateKind {
  kExact,       // what was typed, case and accents aside
  kCompletion,  // begins with what was typed
  kCorrection,  // needs a slip to be explained, perhaps completed too
};

/// A word, or several where spaces were missed, that the keys may stand for.
struct DecoderCandidate {
  uint32_t id = 0;              // lexicon entry of the (last) word
  std::vector<uint32_t> first;  // entries of the words before it, in order
  std::string text;             // true case, words joined by spaces
  float log_prob = 0;           // nats, the lexicon's unigram, of all words
  float channel = 0;            // nats, >= 0: cost of the slips
  uint8_t flags = 0;            // LexiconFlag bits, of all words
  CandidateKind kind = CandidateKind::kExact;
  int remaining = 0;  // letters beyond what the keys explain
};

/// The beam after each key of the text being typed; backspace goes back to the one before. Usually
/// that text is one word, but a pressed space bar (' ') is decoded like any other key: it may
/// divide words, stand for a letter, or be one key too many. Used by one thread; the lexicon,
/// layout and parameters are borrowed and must outlive it.
class Decoder {
 public:
  /// Longer words are not decoded: nobody has a lexicon of them.
  static constexpr std::size_t kMaxKeys = 48;
  static constexpr std::size_t kFullWidth = 200;

  Decoder(const Lexicon& lexicon, const ChannelParams& params, const Layout& layout);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  void reset();
  /// What a decoder knows of its presses, to go on from elsewhere.
  class Trail;
  /// Leaves this decoder as after reset().
  Trail give_up();
  /// Goes on from where a decoder of the same lexicon and layout was.
  void take_over(Trail trail);
  /// Notes a press; the lattice moves when it is asked for.
  void press(const KeyPress& press) { keys_.push_back(press); }
  void backspace();
  [[nodiscard]] std::size_t keys() const { return keys_.size(); }
  [[nodiscard]] const std::vector<KeyPress>& presses() const { return keys_; }
  /// Hypotheses kept per key from now on, at least a handful: fewer where time is short.
  void set_width(std::size_t width);
  [[nodiscard]] std::size_t width() const { return width_; }
  /// The narrowest beam that the lattice has gone through.
  [[nodiscard]] std::size_t least_width() const;
  /// Forgets the steps that were taken with a narrower beam than the present one.
  void forget_narrow_steps();
  /// The person's mean distance from the keys' centres, for presses from now on.
  void set_touch_offset(KeyPoint offset) { offset_ = offset; }
  /// Moves the lattice to the last key. Costs the beam, whatever the length of the word.
  void advance();
  /// Keys that the lattice has not taken yet.
  [[nodiscard]] std::size_t behind() const;

  /// The best words by channel and unigram, best first; empty before the first key. A cancelled
  /// search returns what it has. matches() leaves their texts to be asked for. Advances.
  [[nodiscard]] std::vector<DecoderCandidate> matches(std::size_t limit,
                                                      const CancelToken& cancel = {});
  [[nodiscard]] std::string text_of(const DecoderCandidate& candidate) const;
  [[nodiscard]] std::vector<DecoderCandidate> candidates(std::size_t limit,
                                                         const CancelToken& cancel = {});
  /// Names the step that took key number `key` (from 0): another name means another beam. 0 for a
  /// key that is not taken. Holds until take_over().
  [[nodiscard]] uint64_t step_name(std::size_t key) const {
    return key + 1 < steps_.size() ? steps_[key + 1].name : 0;
  }
  /// Calls see(i, reached) for each i in [0, n) for which path(i), the trie path of a word without
  /// the root, leads through the beam, alone and as it is spelled. `reached` points to how the keys
  /// explain the word, among explanations the one that is cheapest when each letter still to come
  /// costs `per_letter`; null where more keys have to come. Of the words that are left out, no
  /// further keys make anything. Advances.
  template <typename Path, typename See>
  void reach_all(std::size_t n, float per_letter, Path path, See see);
  /// The same of one word.
  [[nodiscard]] std::optional<Reached> reach(std::span<const LexiconNode> path, float per_letter);
  /// -log P(the presses | word) for a word that need not be in the lexicon, by the same rules as
  /// the lattice; empty when no sequence of slips explains it. Advances.
  [[nodiscard]] std::optional<Reached> explain(std::u32string_view word, float per_letter);
  /// The words of the person's own among `words` that the keys, explained as by explain(), and
  /// their uses speak for most, best first. However many there are, a letter looks at a bounded
  /// number of nodes: where thousands of them resemble the keys, the farthest are missed.
  /// `channel_weight`: nats of slips against those of uses and letters to come. Advances.
  [[nodiscard]] std::vector<PersonalMatch> personal(const WordTrie::Snapshot& words,
                                                    std::size_t limit, float per_letter,
                                                    float channel_weight);

 private:
  using Beam = std::vector<Hypothesis>;
  static constexpr float kBeamMargin = 15;  // nats behind the best that a hypothesis may fall
  // How much the best word below a node counts when hypotheses are compared: enough to keep what
  // may become a word, not so much that rare words are lost before the context has spoken.
  static constexpr float kLookahead = 0.5F;
  /// A finished word in front of the one that a hypothesis is in.
  struct Before {
    uint32_t entry = 0;
    uint32_t previous = 0;  // index + 1 of the word before it, 0: none
    float log_prob = 0;     // of both
    uint8_t words = 0;
  };
  struct Step {
    Beam beam;
    std::size_t befores = 0;  // how many of befores_ were known then
    std::size_t width = kFullWidth;
    bool before_bar = false;  // a pressed bar comes next
    uint64_t name = 0;
  };

  /// A node to open or an entry to take, some letters below a hypothesis.
  struct OpenNode {
    float score;  // an upper bound for nodes
    uint32_t id;
    uint32_t hypothesis;
    int16_t depth;
    bool is_entry;
    bool operator<(const OpenNode& other) const { return score < other.score; }
  };

  [[nodiscard]] bool can_answer() const { return !keys_.empty() && keys_.size() <= kMaxKeys; }
  void index_beam();
  [[nodiscard]] bool is_bar(std::size_t key) const {
    return key < keys_.size() && keys_[key].letter == U' ';
  }
  void drop_last_step();
  void step(std::size_t key);
  void extend(const Hypothesis& from, const PressCosts& now, std::size_t key);
  void skip_letter(const Hypothesis& from, LexiconNode child, float left_out, float swapped);
  void skip_apostrophe(const Hypothesis& from, LexiconNode child, std::size_t before);
  void resolve(const Hypothesis& from, const PressCosts& now);
  void misplace_space(const Hypothesis& from, const PressCosts& now);
  void end_words(const PressCosts& now, const Beam& from);
  void spawn_after_words(Beam* beam);
  [[nodiscard]] std::optional<uint32_t> word_that_ends(const Hypothesis& h) const;
  [[nodiscard]] std::optional<Hypothesis> begin_word(const Hypothesis& h, uint32_t entry,
                                                     float cost, bool slipped, bool always);
  void order(const Beam& beam);
  void prune(Beam* beam);
  [[nodiscard]] float value(const Hypothesis& h) const {
    return h.cost - kLookahead * lexicon_.best_below(h.node) - log_prob_before(h);
  }
  /// Names the finished word in front of a hypothesis; 0 for none.
  [[nodiscard]] uint32_t word_before(const Hypothesis& h) const {
    return h.before == 0 ? 0 : befores_[h.before - 1].entry + 1;
  }
  /// What of the present step is pruned at its end for certain.
  [[nodiscard]] bool is_hopeless(const Hypothesis& h) const {
    return h.slipped && (h.cost > most_ || h.value > bound(h));
  }
  void push(Hypothesis h) {
    h.value = value(h);
    if (is_hopeless(h)) return;
    best_ = std::min(best_, h.value);
    next_.push(h, word_before(h), h.before == 0 ? &one_ : &many_);
  }
  /// What needs slips and has a higher value is pruned at the end of the step for certain.
  [[nodiscard]] float bound(const Hypothesis& h) const {
    return std::min(h.before == 0 ? one_.worst() : many_.worst(), best_ + kBeamMargin);
  }
  [[nodiscard]] float log_prob_before(const Hypothesis& h) const {
    return h.before == 0 ? 0 : befores_[h.before - 1].log_prob;
  }
  [[nodiscard]] DecoderCandidate make_candidate(uint32_t entry, const Hypothesis& from,
                                                int remaining) const;

  const Lexicon& lexicon_;
  ChannelModel model_;
  KeyPoint offset_;
  std::size_t width_ = kFullWidth;
  std::vector<KeyPress> keys_;     // what was pressed
  std::vector<Step> steps_;        // steps_[k]: after k keys
  std::vector<Before> befores_;    // grows with the steps, shrinks with backspace
  std::vector<PressCosts> costs_;  // of the keys that the lattice has taken
  SymbolClasses symbols_;
  // Of the present step.
  SymbolCosts now_;
  float most_ = 0;               // nats of slips that it allows
  float best_ = 0;               // the least value so far
  ValueBound one_;               // of one word
  ValueBound many_;              // of several
  std::vector<uint32_t> order_;  // in which the last step's hypotheses are taken, best first
  NextBeam next_;                // scratch
  std::vector<OpenNode> open_;   // scratch of matches()
  std::vector<uint64_t> taken_;  // scratch of matches(): words by number
  BeamIndex index_;              // of the last step's beam, made when asked for
  bool indexed_ = false;
  uint64_t steps_taken_ = 0;
  PersonalSearch own_words_;
};

template <typename Path, typename See>
void Decoder::reach_all(std::size_t n, float per_letter, Path path, See see) {
  advance();
  if (!can_answer()) return;
  index_beam();
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<const LexiconNode> nodes = path(i);
    // Every step goes down the trie: what is on no hypothesis' way never will be.
    bool ahead = index_.has_root();
    const Hypothesis* best = nullptr;
    float best_total = 0;
    int remaining = 0;
    const std::size_t end = std::min<std::size_t>(nodes.size(), index_.deepest());
    for (std::size_t at = index_.highest(); at <= end; ++at) {
      if (!index_.may_hold(nodes[at - 1])) continue;
      ahead = true;
      const Hypothesis* h = index_.find(nodes[at - 1]);
      if (h == nullptr) continue;
      const auto left = static_cast<int>(nodes.size() - at);
      const float total = h->cost + (h->slipped ? per_letter * static_cast<float>(left) : 0);
      if (best != nullptr && total > best_total) continue;
      best = h;
      best_total = total;
      remaining = left;
    }
    if (!ahead) continue;
    if (best == nullptr) {
      see(i, nullptr);
    } else {
      const Reached reached{best->cost, remaining, best->slipped};
      see(i, &reached);
    }
  }
}

/// A plain value.
class Decoder::Trail {
 public:
  [[nodiscard]] const std::vector<KeyPress>& presses() const { return keys_; }

 private:
  friend class Decoder;
  std::vector<KeyPress> keys_;
  std::vector<Step> steps_;
  std::vector<Before> befores_;
  std::vector<PressCosts> costs_;
};

}  // namespace inkling
