#include "cache/history/history_overview.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"

namespace inkling {
namespace {

double decayed(double count, int64_t then, int64_t now) {
  return count * std::exp2(static_cast<double>(then - now) / kHalfLifeSeconds);
}

/// Keeps the `limit` that come first.
template <typename T, typename Before>
void keep_first(std::vector<T>* list, std::size_t limit, Before before) {
  std::stable_sort(list->begin(), list->end(), before);
  if (limit > 0 && list->size() > limit)
    list->erase(list->begin() + static_cast<std::ptrdiff_t>(limit), list->end());
}

template <typename T>
bool used_more(const T& a, const T& b) {
  return a.count > b.count;
}

bool may_be_listed(const HistorySnapshot::Word& word) {
  return word.text == kSentenceStart || (word.flags & (kHistoryBlocked | kHistoryWaiting)) == 0;
}

/// Phrases of words of which none is blocked or only names a context.
std::vector<HistoryPhrase> phrases_of(const HistorySnapshot& from, int64_t now) {
  std::vector<HistoryPhrase> out;
  for (const HistorySnapshot::Ngram& ngram : from.ngrams) {
    HistoryPhrase phrase;
    bool listed = true;
    for (const uint32_t at : {ngram.w2, ngram.w1, ngram.w3}) {
      if (at == HistorySnapshot::kNoWord) continue;
      const HistorySnapshot::Word& word = from.words[at];
      listed = listed && may_be_listed(word);
      if (word.text != kSentenceStart) phrase.words.push_back(word.text);
    }
    if (!listed || phrase.words.size() < 2) continue;
    phrase.count = decayed(ngram.count, ngram.last_used, now);
    // "<s> see you" is what "see you" is, in a place.
    if (ngram.w2 != HistorySnapshot::kNoWord && phrase.words.size() == 2) continue;
    out.push_back(std::move(phrase));
  }
  return out;
}

}  // namespace

bool is_learned(const HistoryIndex& index, HistoryIndex::Id id) {
  if (id == HistoryIndex::kNone) return false;
  const HistoryIndex::Word& word = index.word(id);
  return word.text != kSentenceStart && !is_sealed(word.text) &&
         (word.scaled > 0 || (word.flags & (kHistoryBlocked | kHistoryPersonal)) != 0);
}

std::vector<HistoryWord> words_that_begin(const HistoryIndex& index, std::string_view prefix,
                                          std::size_t limit, int64_t now) {
  const double unscale = 1.0 / index.scale_at(now);
  const std::string key = history_key(prefix);
  std::vector<HistoryWord> out;
  for (const HistoryIndex::Id id : index.words().in_order(key)) {
    if (!is_learned(index, id)) continue;
    const HistoryIndex::Word& word = index.word(id);
    out.push_back({word.text, word.scaled * unscale, word.last_used,
                   (word.flags & kHistoryPersonal) != 0, (word.flags & kHistoryBlocked) != 0,
                   index.language_of(word)});
  }
  std::stable_sort(out.begin(), out.end(), used_more<HistoryWord>);
  if (out.size() > limit) out.resize(limit);
  return out;
}

HistoryOverview overview_of(const HistorySnapshot& from, int64_t now, std::size_t limit) {
  HistoryOverview out;
  out.waiting = from.waiting;
  for (const HistorySnapshot::Word& word : from.words) {
    const bool blocked = (word.flags & kHistoryBlocked) != 0;
    const bool personal = (word.flags & kHistoryPersonal) != 0;
    if (word.text == kSentenceStart || (word.count <= 0 && !blocked && !personal)) continue;
    out.words.push_back({word.text, decayed(word.count, word.last_used, now), word.last_used,
                         personal, blocked, word.language});
  }
  keep_first(&out.words, limit, used_more<HistoryWord>);
  out.phrases = phrases_of(from, now);
  keep_first(&out.phrases, limit, [](const HistoryPhrase& a, const HistoryPhrase& b) {
    return a.count != b.count ? a.count > b.count : a.words < b.words;
  });
  for (const HistorySnapshot::Correction& c : from.corrections) {
    out.corrections.push_back(
        {c.typed, c.word, c.record.accepted, c.record.reverted, c.record.last_used});
  }
  keep_first(&out.corrections, limit, [](const HistoryCorrection& a, const HistoryCorrection& b) {
    return a.reverted != b.reverted ? a.reverted > b.reverted : a.accepted > b.accepted;
  });
  out.shortcuts = from.shortcuts;
  if (limit > 0 && out.shortcuts.size() > limit) out.shortcuts.resize(limit);
  for (const HistoryIndex::Emoji& e : from.emoji) {
    out.emoji.push_back({e.emoji, e.word, decayed(e.scaled, e.last_used, now), e.last_used});
  }
  keep_first(&out.emoji, limit, used_more<HistoryEmoji>);
  return out;
}

}  // namespace inkling
