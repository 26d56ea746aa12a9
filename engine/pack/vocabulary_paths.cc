#include "engine/pack/vocabulary_paths.h"

#include <algorithm>
#include <array>
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
  const std::span<const int32_t> ids = pieces.ids();
  const auto log_prob = [&](std::size_t piece) {
    return log_probs[static_cast<std::size_t>(ids[piece])];
  };
  // log of how many forms a word has, so that most words cost no logarithm.
  std::array<float, 16> logs{};
  for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = std::log(static_cast<float>(i));
  best_.begin(limit);
  for (uint32_t i = 0; i < vocabulary.words().size(); ++i) {
    const VocabularyWord& word = vocabulary.words()[i];
    float total = log_prob(word.first_piece);
    if (const uint32_t forms = word.last_piece - word.first_piece; forms > 1) {
      float high = total;
      for (uint32_t p = word.first_piece + 1; p < word.last_piece; ++p) {
        high = std::max(high, log_prob(p));
      }
      // Most are too rare, however many forms they have.
      const float most = forms < logs.size() ? logs[forms] : std::log(static_cast<float>(forms));
      if (!best_.takes(high + most)) continue;
      float sum = 0;
      for (uint32_t p = word.first_piece; p < word.last_piece; ++p) {
        sum += std::exp(log_prob(p) - high);
      }
      total = high + std::log(sum);
    }
    best_.offer({i, total});
  }
  words_ = best_.items();
}

}  // namespace inkling
