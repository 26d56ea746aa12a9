// The best words below a beam: admissible best-first search.
#include <algorithm>
#include <utility>

#include "engine/decoder/decoder.h"

namespace inkling {
namespace {

constexpr std::size_t kMaxPops = 1600;
// Whoever makes a slip and stops early is rarer than who makes one in a finished word.
constexpr float kUnfinished = 1;  // nats for each letter still to come

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
  out.reserve(limit);
  open_.clear();
  taken_.clear();
  for (std::size_t i = 0; i < beam.size(); ++i) {
    const Hypothesis& h = beam[i];
    if (h.pending != 0 || h.node == Lexicon::kRoot) continue;
    const float score = lexicon_.best_below(h.node) - h.cost + log_prob_before(h);
    open_.push_back({score, h.node, static_cast<uint32_t>(i), 0, false});
  }
  std::make_heap(open_.begin(), open_.end());
  const auto put = [this](const OpenNode& more) {
    open_.push_back(more);
    std::push_heap(open_.begin(), open_.end());
  };
  for (std::size_t pops = 0; !open_.empty() && out.size() < limit && pops < kMaxPops; ++pops) {
    if (pops % 64 == 63 && cancel.cancelled()) break;
    std::pop_heap(open_.begin(), open_.end());
    const OpenNode top = open_.back();
    open_.pop_back();
    const Hypothesis& h = beam[top.hypothesis];
    if (top.is_entry) {
      const uint64_t front = h.before == 0 ? 0 : befores_[h.before - 1].entry + 1;
      const uint64_t word = front << 32U | top.id;
      // Else it came first by a cheaper way.
      if (std::find(taken_.begin(), taken_.end(), word) == taken_.end()) {
        taken_.push_back(word);
        out.push_back(make_candidate(top.id, h, top.depth));
      }
      continue;
    }
    const float base =
        log_prob_before(h) - h.cost - (h.slipped ? kUnfinished * static_cast<float>(top.depth) : 0);
    const auto [first, last] = lexicon_.entry_ids(top.id);
    for (uint32_t id = first; id < last; ++id) {
      put({base + lexicon_.log_prob(id), id, top.hypothesis, top.depth, true});
    }
    const float below = h.slipped ? base - kUnfinished : base;
    const auto depth = static_cast<int16_t>(top.depth + 1);
    const auto [begin, end] = lexicon_.children(top.id);
    for (LexiconNode n = begin; n < end; ++n) {
      put({below + lexicon_.best_below(n), n, top.hypothesis, depth, false});
    }
  }
  return out;
}

}  // namespace inkling
