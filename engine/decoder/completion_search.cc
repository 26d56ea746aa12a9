// The best words below a beam: admissible best-first search.
#include <algorithm>
#include <queue>
#include <unordered_set>

#include "engine/decoder/decoder.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxPops = 1600;
// Whoever makes a slip and stops early is rarer than who makes one in a finished word.
constexpr float kUnfinished = 1;  // nats for each letter still to come

/// A node to open or an entry to take, some letters below a hypothesis.
struct Open {
  float score;  // an upper bound for nodes
  uint32_t id;
  uint32_t hypothesis;
  int16_t depth;
  bool is_entry;
  bool operator<(const Open& other) const { return score < other.score; }
};

}  // namespace

DecoderCandidate Decoder::make_candidate(uint32_t entry, const Hypothesis& from,
                                         int remaining) const {
  DecoderCandidate c;
  c.id = entry;
  c.log_prob = lexicon_.log_prob(entry) + log_prob_before(from);
  c.channel = from.cost;
  c.flags = lexicon_.flags(entry);
  c.remaining = remaining;
  c.kind = from.slipped     ? CandidateKind::kCorrection
           : remaining == 0 ? CandidateKind::kExact
                            : CandidateKind::kCompletion;
  for (uint32_t b = from.before; b != 0; b = befores_[b - 1].previous) {
    const uint32_t word = befores_[b - 1].entry;
    c.first.insert(c.first.begin(), word);
    c.flags |= lexicon_.flags(word);
  }
  return c;
}

std::string Decoder::text_of(const DecoderCandidate& candidate) const {
  std::string text;
  for (const uint32_t word : candidate.first) text += lexicon_.text(word) + " ";
  return text + lexicon_.text(candidate.id);
}

std::vector<DecoderCandidate> Decoder::candidates(std::size_t limit, const CancelToken& cancel) {
  std::vector<DecoderCandidate> out = matches(limit, cancel);
  for (DecoderCandidate& candidate : out) candidate.text = text_of(candidate);
  return out;
}

std::vector<DecoderCandidate> Decoder::matches(std::size_t limit, const CancelToken& cancel) {
  advance();
  std::vector<DecoderCandidate> out;
  if (!can_answer() || limit == 0) return out;
  const Beam& beam = steps_.back().beam;
  std::vector<Open> heap;
  heap.reserve(beam.size() * 4);
  for (std::size_t i = 0; i < beam.size(); ++i) {
    const Hypothesis& h = beam[i];
    if (h.pending != 0 || h.node == Lexicon::kRoot) continue;
    const float score = lexicon_.best_below(h.node) - h.cost + log_prob_before(h);
    heap.push_back({score, h.node, static_cast<uint32_t>(i), 0, false});
  }
  std::priority_queue<Open> open(std::less<Open>(), std::move(heap));
  std::unordered_set<uint64_t> taken;
  for (std::size_t pops = 0; !open.empty() && out.size() < limit && pops < kMaxPops; ++pops) {
    if (pops % 64 == 63 && cancel.cancelled()) break;
    const Open top = open.top();
    open.pop();
    const Hypothesis& h = beam[top.hypothesis];
    if (top.is_entry) {
      const uint64_t front = h.before == 0 ? 0 : befores_[h.before - 1].entry + 1;
      // Else it came first by a cheaper way.
      if (taken.insert(front << 32U | top.id).second) {
        out.push_back(make_candidate(top.id, h, top.depth));
      }
      continue;
    }
    const float base =
        log_prob_before(h) - h.cost - (h.slipped ? kUnfinished * static_cast<float>(top.depth) : 0);
    const auto [first, last] = lexicon_.entry_ids(top.id);
    for (uint32_t id = first; id < last; ++id) {
      open.push({base + lexicon_.log_prob(id), id, top.hypothesis, top.depth, true});
    }
    const float below = h.slipped ? base - kUnfinished : base;
    const auto depth = static_cast<int16_t>(top.depth + 1);
    const auto [begin, end] = lexicon_.children(top.id);
    for (LexiconNode n = begin; n < end; ++n) {
      open.push({below + lexicon_.best_below(n), n, top.hypothesis, depth, false});
    }
  }
  return out;
}

}  // namespace inkling
