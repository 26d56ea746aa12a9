#include "cache/history/history_snapshot.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "cache/history/history_seal.h"

namespace inkling {

HistorySnapshot::HistorySnapshot(const HistoryIndex& index) {
  const auto count_at = [&](double scaled, int64_t time) { return scaled / index.scale_at(time); };
  std::unordered_map<HistoryIndex::Id, uint32_t> position;
  position.reserve(index.words().size());
  words.reserve(index.words().size());
  for (const HistoryIndex::Id id : index.words().in_order()) {
    const HistoryIndex::Word& word = index.word(id);
    if (is_sealed(word.text)) {
      ++waiting;  // its name says nothing to another database
      continue;
    }
    position.emplace(id, static_cast<uint32_t>(words.size()));
    words.push_back({word.text, count_at(word.scaled, word.last_used), word.last_used, word.flags,
                     index.language_of(word)});
  }
  const auto find = [&](HistoryIndex::Id id) {
    const auto found = position.find(id);
    return found == position.end() ? kNoWord : found->second;
  };
  const HistoryNgrams& all = index.ngrams();
  ngrams.reserve(all.size());
  for (const HistoryNgrams::Context& context : all.contexts()) {
    const uint32_t w2 = find(context.before_last);
    const uint32_t w1 = find(context.last);
    if (w1 == kNoWord || (context.before_last != HistoryIndex::kNone && w2 == kNoWord)) continue;
    for (const HistoryNgrams::Use& next : all.uses(context)) {
      const uint32_t w3 = find(next.word);
      if (w3 == kNoWord) continue;
      // When it was used last is not kept; not later than its word.
      const int64_t time = index.word(next.word).last_used;
      ngrams.push_back({w2, w1, w3, count_at(static_cast<double>(next.scaled), time), time});
    }
  }
  for (const auto& [pair, record] : index.corrections()) {
    corrections.push_back({pair.first, pair.second, record});
  }
  shortcuts.assign(index.shortcuts.begin(), index.shortcuts.end());
  emoji = index.emoji_habits();
  for (HistoryIndex::Emoji& e : emoji) e.scaled = count_at(e.scaled, e.last_used);
}

void HistorySnapshot::sort() {
  std::sort(ngrams.begin(), ngrams.end(), [](const Ngram& a, const Ngram& b) {
    // Two words come before three, for there is no word at kNoWord.
    return std::tuple(a.w2 + 1, a.w1, a.w3) < std::tuple(b.w2 + 1, b.w1, b.w3);
  });
  std::sort(emoji.begin(), emoji.end(),
            [](const HistoryIndex::Emoji& a, const HistoryIndex::Emoji& b) {
              return std::tie(a.word, a.emoji) < std::tie(b.word, b.emoji);
            });
}

}  // namespace inkling
