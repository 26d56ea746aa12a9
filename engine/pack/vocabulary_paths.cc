#include "engine/pack/vocabulary_paths.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/lexicon/text_key.h"

namespace inkling {

VocabularyPaths::VocabularyPaths(const Lexicon& lexicon, const WordPieces& pieces) {
  const auto [begin, end] = pieces.with_prefix("");
  // Entries come in key order, so that a path shares its beginning with the one before.
  std::u32string before;
  std::vector<LexiconNode> path;
  for (const auto* entry = begin; entry != end;) {
    const auto* next = entry;
    while (next != end && next->key == entry->key) ++next;
    const std::u32string key = search_key(entry->key);
    const auto shared = static_cast<std::size_t>(
        std::mismatch(key.begin(), key.end(), before.begin(), before.end()).first - key.begin());
    path.resize(std::min(path.size(), shared));
    while (path.size() < key.size()) {
      const auto child =
          lexicon.child(path.empty() ? Lexicon::kRoot : path.back(), key[path.size()]);
      if (!child) break;
      path.push_back(*child);
    }
    before = key.substr(0, path.size());
    if (path.size() == key.size() && !path.empty()) {
      const auto [first, last] = lexicon.entry_ids(path.back());
      if (first != last) {
        words_.push_back({static_cast<uint32_t>(entry - begin), static_cast<uint32_t>(next - begin),
                          static_cast<uint32_t>(nodes_.size()),
                          static_cast<uint32_t>(path.size())});
        nodes_.insert(nodes_.end(), path.begin(), path.end());
      }
    }
    entry = next;
  }
}

void LikelyWords::assign(const VocabularyPaths& vocabulary, const WordPieces& pieces,
                         std::span<const float> log_probs, std::size_t limit) {
  const auto* entries = pieces.with_prefix("").first;
  words_.clear();
  words_.reserve(vocabulary.words().size());
  for (uint32_t i = 0; i < vocabulary.words().size(); ++i) {
    const VocabularyWord& word = vocabulary.words()[i];
    float best = log_probs[static_cast<std::size_t>(entries[word.first_piece].id)];
    for (uint32_t p = word.first_piece + 1; p < word.last_piece; ++p) {
      const float other = log_probs[static_cast<std::size_t>(entries[p].id)];
      const float high = std::max(best, other);
      best = high + std::log1p(std::exp(std::min(best, other) - high));
    }
    words_.push_back({i, best});
  }
  if (words_.size() <= limit) return;
  std::nth_element(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(limit),
                   words_.end(),
                   [](const Word& a, const Word& b) { return a.log_prob > b.log_prob; });
  words_.resize(limit);
}

}  // namespace inkling
