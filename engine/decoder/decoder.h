// From key presses to words: a beam over the lexicon that moves one step per key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decoder/channel.h"
#include "engine/decoder/layout.h"
#include "engine/lexicon/lexicon.h"

namespace inkling {

enum class CandidateKind {
  kExact,       // what was typed, case and accents aside
  kCompletion,  // begins with what was typed
  kCorrection,  // needs a slip to be explained, perhaps completed too
};

/// A word that the keys may stand for.
struct DecoderCandidate {
  uint32_t id = 0;     // lexicon entry
  std::string text;    // true case
  float log_prob = 0;  // nats, the lexicon's unigram
  float channel = 0;   // nats, >= 0: cost of the slips
  uint8_t flags = 0;   // LexiconFlag bits
  CandidateKind kind = CandidateKind::kExact;
  int remaining = 0;  // letters beyond what the keys explain
};

/// The beam after each key of the word being typed; backspace goes back to the one before. Used by
/// one thread; the lexicon, layout and parameters are borrowed and must outlive it.
class Decoder {
 public:
  /// Longer words are not decoded: nobody has a lexicon of them.
  static constexpr std::size_t kMaxKeys = 48;

  Decoder(const Lexicon& lexicon, const ChannelParams& params, const Layout& layout);

  void reset();
  void press(const KeyPress& press);
  void backspace();
  [[nodiscard]] std::size_t keys() const { return keys_.size(); }
  void set_layout(const Layout& layout) { layout_ = &layout; }

  /// The best words by channel and unigram, best first; empty before the first key. A cancelled
  /// search returns what it has.
  [[nodiscard]] std::vector<DecoderCandidate> candidates(std::size_t limit,
                                                         const CancelToken& cancel = {}) const;

 private:
  struct Hypothesis {
    LexiconNode node = 0;
    float cost = 0;
    char32_t pending = 0;  // a transposed letter that the next key must be
    bool slipped = false;
  };
  using Beam = std::vector<Hypothesis>;

  [[nodiscard]] Beam step(const Beam& beam, const PressCosts& now) const;
  void extend(const Hypothesis& from, const PressCosts& now, Beam* out) const;
  void extend_child(const Hypothesis& from, LexiconNode child, const PressCosts& now,
                    Beam* out) const;
  void prune(Beam* beam) const;
  [[nodiscard]] float extra_cost(const PressCosts& now) const;

  const Lexicon& lexicon_;
  const ChannelParams& params_;
  const Layout* layout_;
  std::vector<char32_t> keys_;  // what was pressed
  std::vector<Beam> beams_;     // beams_[k]: after k keys
};

}  // namespace inkling
