#include "engine/decoder/gesture_search.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace inkling {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
constexpr unsigned kSlotBits = 14;
constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
// So many states mean a beam of which most is pruned anyway.
constexpr std::size_t kMostStates = kSlots / 4 * 3;
constexpr float kMargin = 18;         // nats behind the best that a state may fall
constexpr float kBehindLexicon = 10;  // nats of path by which a person's own word may be behind
constexpr float kLookahead = 0.6F;    // how much the best word below a node counts

}  // namespace

GestureSearch::GestureSearch(const Lexicon& lexicon, const GestureParams& params,
                             const Layout& layout)
    : lexicon_(lexicon), channel_(params, layout), slots_(kSlots) {
  next_.reserve(kSlots);  // references into it hold
  for (const char32_t letter : lexicon.alphabet()) {
    keys_.push_back(letter == 0 ? GestureChannel::kNoKey : channel_.key_of(letter));
    free_.push_back(letter == U'\'' ? 1 : 0);
  }
}

GestureSearch::State& GestureSearch::state_of(LexiconNode node, uint8_t key, uint8_t before) {
  std::size_t slot = (node * 0x9E3779B1U) >> (32U - kSlotBits);
  while (slots_[slot].stamp == stamp_) {
    if (slots_[slot].node == node) return next_[slots_[slot].index];
    slot = (slot + 1) % kSlots;
  }
  slots_[slot] = {node, stamp_, static_cast<uint32_t>(next_.size())};
  next_.push_back({node, key, before, kNever, kNever});
  return next_.back();
}

void GestureSearch::clear_next() {
  next_.clear();
  ++stamp_;
}

/// The letter of `node` has been passed at `sample`, at cost `here`.
void GestureSearch::pass(LexiconNode node, uint8_t key, uint8_t before, float here,
                         std::size_t sample) {
  if (next_.size() >= kMostStates) return;
  State& state = state_of(node, key, before);
  if (here >= state.here) return;
  state.here = here;
  // What takes no way of its own is passed with it: a second letter of the same key, a sign that no
  // finger goes to.
  const auto [first, last] = lexicon_.children(node);
  for (LexiconNode child = first; child < last; ++child) {
    const uint8_t symbol = lexicon_.symbol(child);
    if (free_[symbol] != 0) {
      pass(child, key, before, here, sample);
    } else if (keys_[symbol] == key) {
      pass(child, key, before, here + static_cast<float>(channel_.params().repeat), sample);
    }
  }
}

void GestureSearch::start() {
  clear_next();
  const auto [first, last] = lexicon_.children(Lexicon::kRoot);
  for (LexiconNode child = first; child < last; ++child) {
    const uint8_t key = keys_[lexicon_.symbol(child)];
    if (key == GestureChannel::kNoKey) continue;
    pass(child, key, key, channel_.at(key, 0), 0);
  }
  prune(0);
}

/// From a letter that was passed before `sample` to those behind it.
void GestureSearch::expand(LexiconNode node, uint8_t key, float cost, std::size_t sample) {
  const auto [first, last] = lexicon_.children(node);
  for (LexiconNode child = first; child < last; ++child) {
    const uint8_t to = keys_[lexicon_.symbol(child)];
    if (to == GestureChannel::kNoKey || to == key) continue;
    const float ahead = cost + channel_.way(key, to, sample);
    State& state = state_of(child, to, key);
    state.ahead = std::min(state.ahead, ahead);
    const float here = cost + channel_.at(to, sample);
    if (here < state.here) pass(child, to, key, here, sample);
    if (next_.size() >= kMostStates) return;
  }
}

void GestureSearch::step(std::size_t sample) {
  clear_next();
  for (const State& s : beam_) {
    if (s.here < kNever) {
      pass(s.node, s.key, s.before, s.here + channel_.stay(s.key, sample), sample);
      expand(s.node, s.key, s.here, sample);
    }
    if (s.ahead < kNever) {
      State& state = state_of(s.node, s.key, s.before);
      state.ahead = std::min(state.ahead, s.ahead + channel_.way(s.before, s.key, sample));
      const float here = s.ahead + channel_.at(s.key, sample);
      if (here < state.here) pass(s.node, s.key, s.before, here, sample);
    }
    if (next_.size() >= kMostStates) break;
  }
  prune(sample);
}

void GestureSearch::prune(std::size_t sample) {
  const bool last = sample + 1 >= channel_.samples();
  const auto value = [&](const State& s) {
    // Where the finger may go on, nothing is known of what comes later.
    const float ahead = moving_ ? s.ahead
                        : last  ? kNever
                                : s.ahead + channel_.from_here(s.key, sample + 1);
    return std::min(s.here, ahead) - kLookahead * lexicon_.best_below(s.node);
  };
  values_.clear();
  float best = kNever;
  for (const State& s : next_) {
    values_.push_back(value(s));
    best = std::min(best, values_.back());
  }
  float bound = best + kMargin;
  if (next_.size() > kFullWidth) {
    std::vector<float> sorted = values_;
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(kFullWidth);
    std::nth_element(sorted.begin(), nth, sorted.end());
    bound = std::min(bound, *nth);
  }
  beam_.clear();
  for (std::size_t i = 0; i < next_.size(); ++i) {
    if (values_[i] <= bound) beam_.push_back(next_[i]);
  }
}

std::vector<GestureOwnWords::Match> GestureSearch::own(const WordTrie::Snapshot& words,
                                                       std::size_t limit, float least) {
  return own_words_.find(words, limit, least + kBehindLexicon);
}

/// The likeliest word below each of the best states.
void GestureSearch::find_ahead(std::vector<GestureMatch>* out) const {
  constexpr std::size_t kBest = 60;
  const auto value = [this](const State& s) { return s.least() - lexicon_.best_below(s.node); };
  std::vector<const State*> best;
  for (const State& s : beam_) best.push_back(&s);
  const std::size_t kept = std::min(kBest, best.size());
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
                    [&](const State* a, const State* b) { return value(*a) < value(*b); });
  best.resize(kept);
  const auto per_letter = static_cast<float>(channel_.params().to_come);
  for (const State* s : best) {
    // The letter that lies ahead is to come, too.
    float letters = s->here <= s->ahead ? 0 : 1;
    LexiconNode node = s->node;
    while (true) {
      const auto [first, last] = lexicon_.children(node);
      LexiconNode likeliest = first;
      for (LexiconNode child = first; child < last; ++child) {
        if (lexicon_.best_below(child) > lexicon_.best_below(likeliest)) likeliest = child;
      }
      const auto [entry, behind] = lexicon_.entry_ids(node);
      const bool best_here =
          first == last || (entry < behind && lexicon_.log_prob(entry) + Lexicon::kBestStep >=
                                                  lexicon_.best_below(likeliest));
      if (best_here) {
        if (entry < behind) {
          out->push_back({entry, lexicon_.log_prob(entry), s->least() + per_letter * letters});
        }
        break;
      }
      node = likeliest;
      ++letters;
    }
  }
}

std::vector<GestureMatch> GestureSearch::matches(std::span<const GesturePoint> points,
                                                 std::size_t limit, const CancelToken& cancel,
                                                 bool moving) {
  const GestureParams& params = channel_.params();
  moving_ = moving;
  channel_.begin(
      GesturePath(points, static_cast<float>(params.aspect), static_cast<float>(params.spacing)),
      moving);
  std::vector<GestureMatch> out;
  if (channel_.samples() == 0) return out;
  start();
  for (std::size_t i = 1; i < channel_.samples(); ++i) {
    if (cancel.cancelled()) return out;
    step(i);
  }
  for (const State& s : beam_) {
    if (s.here >= kNever) continue;
    const auto [first, last] = lexicon_.entry_ids(s.node);
    for (uint32_t id = first; id < last; ++id) out.push_back({id, lexicon_.log_prob(id), s.here});
  }
  if (moving) find_ahead(&out);
  const auto weight = static_cast<float>(params.weight);
  const auto better = [weight](const GestureMatch& a, const GestureMatch& b) {
    return a.log_prob - weight * a.channel > b.log_prob - weight * b.channel;
  };
  const std::size_t kept = std::min(limit, out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                    better);
  out.resize(kept);
  return out;
}

}  // namespace inkling
