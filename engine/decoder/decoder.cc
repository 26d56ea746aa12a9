#include "engine/decoder/decoder.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>

namespace inkling {
namespace {

constexpr std::size_t kBeamWidth = 220;
constexpr float kBeamMargin = 15;  // nats behind the best that a hypothesis may fall
// How much the best word below a node counts when hypotheses are compared: enough to keep what may
// become a word, not so much that rare words are lost before the context has spoken.
constexpr float kLookahead = 0.5F;
constexpr std::size_t kMaxPops = 1500;  // of the completion search
// A string that needs more slips than these stands for no word of the lexicon.
constexpr float kMostBase = 6;
constexpr float kMostPerKey = 3;
constexpr float kForeignExtra = 8;  // added to an extra key that is no letter of the layout
constexpr float kClean = 1.5F;      // a press that costs less is the key that was meant

}  // namespace

Decoder::Decoder(const Lexicon& lexicon, const ChannelParams& params, const Layout& layout)
    : lexicon_(lexicon), params_(params), layout_(&layout) {
  reset();
}

void Decoder::reset() {
  keys_.clear();
  beams_.assign(1, Beam{Hypothesis{}});
}

void Decoder::press(const KeyPress& press) {
  keys_.push_back(press.letter);
  if (keys_.size() > kMaxKeys) return;
  const PressCosts costs(params_, *layout_, press);
  beams_.push_back(step(beams_.back(), costs));
}

void Decoder::backspace() {
  if (keys_.empty()) return;
  keys_.pop_back();
  if (beams_.size() > keys_.size() + 1) beams_.pop_back();
}

float Decoder::extra_cost(const PressCosts& now) const {
  if (now.foreign()) return static_cast<float>(params_.extra) + kForeignExtra;
  if (keys_.size() < 2) return static_cast<float>(params_.extra);
  const char32_t before = keys_[keys_.size() - 2];
  if (before == now.letter()) return static_cast<float>(params_.extra_repeat);
  const auto distance = layout_->distance_squared(before, now.letter());
  return static_cast<float>(distance && *distance < 1.5F ? params_.extra_neighbour : params_.extra);
}

Decoder::Beam Decoder::step(const Beam& beam, const PressCosts& now) const {
  Beam out;
  out.reserve(beam.size() * 4);
  for (const Hypothesis& h : beam) extend(h, now, &out);
  prune(&out);
  return out;
}

void Decoder::extend(const Hypothesis& from, const PressCosts& now, Beam* out) const {
  const float first = keys_.size() == 1 ? static_cast<float>(params_.first_letter) : 0;
  if (from.pending != 0) {
    // The second half of two keys in the wrong order.
    if (const float cost = now.cost(from.pending); cost < kClean) {
      out->push_back({from.node, from.cost + cost, 0, true});
    }
    return;
  }
  if (now.letter() == U'\'') {
    // An apostrophe that the word does not have.
    out->push_back({from.node, from.cost + static_cast<float>(params_.apostrophe_extra), 0, true});
  } else {
    out->push_back({from.node, from.cost + extra_cost(now) + first, 0, true});
  }
  const auto [begin, end] = lexicon_.children(from.node);
  for (LexiconNode child = begin; child < end; ++child) extend_child(from, child, now, out);
}

void Decoder::extend_child(const Hypothesis& from, LexiconNode child, const PressCosts& now,
                           Beam* out) const {
  const char32_t letter = lexicon_.letter(child);
  const float first = keys_.size() == 1 ? static_cast<float>(params_.first_letter) : 0;
  const float cost = now.cost(letter);
  const bool clean = cost < kClean;
  const bool apostrophe = letter == U'\'' && now.letter() != U'\'';
  if (!apostrophe) {
    out->push_back({child, from.cost + cost + (clean ? 0 : first), 0, from.slipped || !clean});
  }
  // The letter was left out, or comes later: what follows it must be what was pressed.
  const char32_t before = lexicon_.letter(from.node);
  const float omission = apostrophe ? static_cast<float>(params_.apostrophe_missing)
                         : from.node != Lexicon::kRoot && before == letter
                             ? static_cast<float>(params_.omission_repeat)
                             : static_cast<float>(params_.omission) + first;
  const auto [begin, end] = lexicon_.children(child);
  for (LexiconNode next = begin; next < end; ++next) {
    const float hit = now.cost(lexicon_.letter(next));
    if (hit >= kClean) continue;
    out->push_back({next, from.cost + omission + hit, 0, from.slipped || !apostrophe});
    if (!apostrophe && lexicon_.letter(next) != letter) {
      out->push_back({next, from.cost + static_cast<float>(params_.transposition) + first + hit,
                      letter, true});
    }
  }
}

void Decoder::prune(Beam* beam) const {
  if (beam->empty()) return;
  const auto value = [this](const Hypothesis& h) {
    return h.cost - kLookahead * lexicon_.best_below(h.node);
  };
  std::sort(beam->begin(), beam->end(), [](const Hypothesis& a, const Hypothesis& b) {
    if (a.node != b.node) return a.node < b.node;
    if (a.pending != b.pending) return a.pending < b.pending;
    return a.cost < b.cost;
  });
  beam->erase(std::unique(beam->begin(), beam->end(),
                          [](const Hypothesis& a, const Hypothesis& b) {
                            return a.node == b.node && a.pending == b.pending;
                          }),
              beam->end());
  float best = std::numeric_limits<float>::max();
  for (const Hypothesis& h : *beam) best = std::min(best, value(h));
  // What explains every key without a slip stays, however rare it is.
  const float most = kMostBase + kMostPerKey * static_cast<float>(keys_.size());
  std::erase_if(*beam, [&](const Hypothesis& h) {
    return h.slipped && (value(h) > best + kBeamMargin || h.cost > most);
  });
  if (beam->size() <= kBeamWidth) return;
  std::nth_element(beam->begin(), beam->begin() + kBeamWidth, beam->end(),
                   [&](const Hypothesis& a, const Hypothesis& b) {
                     if (a.slipped != b.slipped) return !a.slipped;
                     return value(a) < value(b);
                   });
  beam->resize(kBeamWidth);
}

std::vector<DecoderCandidate> Decoder::candidates(std::size_t limit,
                                                  const CancelToken& cancel) const {
  std::vector<DecoderCandidate> out;
  if (keys_.empty() || keys_.size() > kMaxKeys || limit == 0) return out;
  /// A node to open or an entry to take; `depth` letters below its hypothesis.
  struct Open {
    float score;  // an upper bound for nodes
    float cost;
    uint32_t id;
    int depth;
    bool is_entry;
    bool slipped;
    bool operator<(const Open& other) const { return score < other.score; }
  };
  std::priority_queue<Open> open;
  for (const Hypothesis& h : beams_.back()) {
    if (h.pending != 0 || h.node == Lexicon::kRoot) continue;
    open.push({lexicon_.best_below(h.node) - h.cost, h.cost, h.node, 0, false, h.slipped});
  }
  std::unordered_map<uint32_t, std::size_t> taken;  // entry -> position in out
  for (std::size_t pops = 0; !open.empty() && out.size() < limit && pops < kMaxPops; ++pops) {
    if (pops % 64 == 63 && cancel.cancelled()) break;
    const Open top = open.top();
    open.pop();
    if (top.is_entry) {
      if (taken.contains(top.id)) continue;  // came first by a cheaper way
      taken.emplace(top.id, out.size());
      DecoderCandidate c;
      c.id = top.id;
      c.log_prob = lexicon_.log_prob(top.id);
      c.channel = top.cost;
      c.flags = lexicon_.flags(top.id);
      c.remaining = top.depth;
      c.kind = top.slipped      ? CandidateKind::kCorrection
               : top.depth == 0 ? CandidateKind::kExact
                                : CandidateKind::kCompletion;
      c.text = lexicon_.text(top.id);
      out.push_back(std::move(c));
      continue;
    }
    const auto [first, last] = lexicon_.entry_ids(top.id);
    for (uint32_t id = first; id < last; ++id) {
      open.push({lexicon_.log_prob(id) - top.cost, top.cost, id, top.depth, true, top.slipped});
    }
    const auto [begin, end] = lexicon_.children(top.id);
    for (LexiconNode n = begin; n < end; ++n) {
      open.push(
          {lexicon_.best_below(n) - top.cost, top.cost, n, top.depth + 1, false, top.slipped});
    }
  }
  return out;
}

}  // namespace inkling
