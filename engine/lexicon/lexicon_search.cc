// Looking words up, and completing them by best-first search.
#include <algorithm>
#include <limits>
#include <queue>

#include "engine/lexicon/lexicon.h"
#include "engine/lexicon/lexicon_format.h"
#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

/// A node that may be opened, or an entry that may be taken. `bound` is never too low.
struct Open {
  float bound;
  uint32_t id;  // of a node or of an entry
  bool is_entry;

  bool operator<(const Open& other) const {
    if (bound != other.bound) return bound < other.bound;
    // Entries first, then the smaller id: the order does not depend on the heap.
    if (is_entry != other.is_entry) return other.is_entry;
    return id > other.id;
  }
};

constexpr int kPollEvery = 256;

}  // namespace

std::vector<LexiconEntry> Lexicon::find(std::string_view word) const {
  const auto node = node_of(search_key(word));
  if (!node || *node == kRoot) return {};
  return entries_at(*node);
}

bool Lexicon::contains(std::string_view word) const {
  const auto node = node_of(search_key(word));
  if (!node || *node == kRoot) return false;
  const auto [first, last] = entry_ids(*node);
  return first != last;
}

std::optional<float> Lexicon::seen_log_prob(std::string_view word) const {
  const uint32_t hash = lexicon_format::seen_hash(encode_utf8(search_key(word)));
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), hash);
  constexpr uint32_t kProbMask = (1U << lexicon_format::kSeenBits) - 1;
  if (at == seen_.end() || (*at & ~kProbMask) != hash) return std::nullopt;
  return -(lexicon_format::kSeenBest +
           lexicon_format::kSeenStep * static_cast<float>(*at & kProbMask));
}

bool Lexicon::contains_exact(std::string_view word) const {
  for (const LexiconEntry& entry : find(word)) {
    if (entry.text == word) return true;
  }
  return false;
}

bool Lexicon::keeps_capital(std::string_view word) const {
  constexpr float kNone = -std::numeric_limits<float>::infinity();
  float capital = kNone;
  float lower = kNone;
  for (const LexiconEntry& entry : find(word)) {
    const char32_t first = decode_utf8(entry.text).front();
    float& best = lower_letter(first) == first ? lower : capital;
    best = std::max(best, entry.log_prob);
  }
  return capital > lower;
}

std::vector<LexiconEntry> Lexicon::complete(std::string_view prefix, int limit,
                                            const CancelToken& cancel) const {
  std::vector<LexiconEntry> out;
  const auto start = node_of(search_key(prefix));
  if (!start || limit <= 0) return out;
  std::priority_queue<Open> open;
  open.push({best_below(*start), *start, false});
  for (int steps = 0; !open.empty() && out.size() < static_cast<std::size_t>(limit); ++steps) {
    if (steps % kPollEvery == kPollEvery - 1 && cancel.cancelled()) break;
    const Open top = open.top();
    open.pop();
    if (top.is_entry) {
      out.push_back({top.id, text(top.id), log_prob(top.id), flags(top.id)});
      continue;
    }
    const auto [first_entry, last_entry] = entry_ids(top.id);
    for (uint32_t id = first_entry; id < last_entry; ++id) open.push({log_prob(id), id, true});
    const auto [first, last] = children(top.id);
    for (LexiconNode n = first; n < last; ++n) open.push({best_below(n), n, false});
  }
  return out;
}

}  // namespace inkling
