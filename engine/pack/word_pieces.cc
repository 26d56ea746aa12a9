#include "engine/pack/word_pieces.h"

#include <algorithm>
#include <limits>

#include "tokenizer/utf8.h"

namespace inkling {

WordPieces::WordPieces(const Tokenizer& tokenizer) {
  for (int32_t id = 0; id < tokenizer.vocab_size(); ++id) {
    if (tokenizer.is_whole_word(id)) entries_.push_back({to_lower(tokenizer.piece_text(id)), id});
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  ids_.reserve(entries_.size());
  for (const Entry& entry : entries_) ids_.push_back(entry.id);
  forms_.resize(entries_.size(), 1);
  for (std::size_t i = entries_.size(); i-- > 1;) {
    const bool many = forms_[i] == std::numeric_limits<uint8_t>::max();
    if (entries_[i].key == entries_[i - 1].key && !many) {
      forms_[i - 1] = static_cast<uint8_t>(forms_[i] + 1);
    }
  }
}

std::pair<const WordPieces::Entry*, const WordPieces::Entry*> WordPieces::with_prefix(
    std::string_view prefix) const {
  const auto before = [](const Entry& entry, std::string_view key) {
    return std::string_view(entry.key).substr(0, key.size()) < key;
  };
  const auto after = [](std::string_view key, const Entry& entry) {
    return key < std::string_view(entry.key).substr(0, key.size());
  };
  const auto first = std::lower_bound(entries_.begin(), entries_.end(), prefix, before);
  const auto last = std::upper_bound(first, entries_.end(), prefix, after);
  return {entries_.data() + (first - entries_.begin()),
          entries_.data() + (last - entries_.begin())};
}

std::pair<const WordPieces::Entry*, const WordPieces::Entry*> WordPieces::with_key(
    std::string_view key) const {
  const auto first = std::lower_bound(
      entries_.begin(), entries_.end(), key,
      [](const Entry& entry, std::string_view k) { return std::string_view(entry.key) < k; });
  auto last = first;
  while (last != entries_.end() && last->key == key) ++last;
  return {entries_.data() + (first - entries_.begin()),
          entries_.data() + (last - entries_.begin())};
}

}  // namespace inkling
