#include "cache/history/history_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "cache/history/history_rules.h"

namespace inkling {
namespace {

// Of each source, the words used most: no other comes among the few that are asked for.
constexpr std::size_t kConsidered = 48;

uint64_t context_key(HistoryIndex::Id w2, HistoryIndex::Id w1) { return uint64_t{w2} << 32U | w1; }

/// Where the word is, or would have to be, among the continuations of a context.
template <typename Continuations>
auto place_of(Continuations& next, HistoryIndex::Id word) {
  return std::lower_bound(
      next.begin(), next.end(), word,
      [](const HistoryIndex::Continuation& c, HistoryIndex::Id id) { return c.word < id; });
}

}  // namespace

HistoryIndex::HistoryIndex(int64_t epoch, const HistoryWeights& weights)
    : epoch_(epoch), weights_(weights) {
  clear();
}

void HistoryIndex::clear() {
  words_.assign(1, Word());
  ids_.clear();
  keys_.clear();
  scaled_total_ = 0;
  blocked_ = 0;
  contexts_.clear();
  corrections_.clear();
  emoji_.clear();
  shortcuts.clear();
  trie_.clear();
  personal_.clear();
  trust_ = weights_.trust_at_start;
}

double HistoryIndex::scale_at(int64_t time) const {
  return std::exp2(static_cast<double>(time - epoch_) / kHalfLifeSeconds);
}

HistoryIndex::Id HistoryIndex::find(std::string_view text) const {
  const auto found = ids_.find(history_key(text));
  return found == ids_.end() ? kNone : found->second;
}

void HistoryIndex::use(std::string_view text, double scaled, int64_t time, int flags_set,
                       int flags_clear) {
  const auto [at, added] = keys_.try_emplace(history_key(text), static_cast<Id>(words_.size()));
  if (added) {
    words_.push_back({std::string(text), 0, 0, 0, true});
    ids_.emplace(at->first, at->second);
  }
  Word& word = words_[at->second];
  const bool was_blocked = (word.flags & kHistoryBlocked) != 0;
  word.flags = (word.flags & ~flags_clear) | flags_set;
  const bool is_blocked = (word.flags & kHistoryBlocked) != 0;
  if (is_blocked && !was_blocked) ++blocked_;
  if (was_blocked && !is_blocked) --blocked_;
  const double before = word.scaled;
  word.scaled = std::max(0.0, word.scaled + scaled);
  word.last_used = std::max(word.last_used, time);
  scaled_total_ += word.scaled - before;
  put_in_tries(at->second);
}

void HistoryIndex::rename(std::string_view text) {
  const Id id = find(text);
  if (id == kNone) return;
  words_[id].text = text;
  put_in_tries(id);
}

void HistoryIndex::set_language(std::string_view text, std::string_view tag) {
  constexpr std::size_t kMostLanguages = 256;
  if (!is_language_tag(tag)) return;
  const Id id = find(text);
  if (id == kNone) return;
  auto at = std::find(languages_.begin(), languages_.end(), tag);
  if (at == languages_.end()) {
    if (languages_.size() >= kMostLanguages) return;
    at = languages_.insert(at, std::string(tag));
  }
  words_[id].language = static_cast<uint16_t>(at - languages_.begin());
}

/// Brings the tries up to date with what the word has become.
void HistoryIndex::put_in_tries(Id id) {
  const Word& word = words_[id];
  const std::u32string key = code_points(history_key(word.text));
  if (!shown(id) || word.scaled <= 0) {
    trie_.erase(key);
    personal_.erase(key);
    return;
  }
  // However long ago it was used, it was.
  const float count = std::max(static_cast<float>(word.scaled), std::numeric_limits<float>::min());
  const bool personal = (word.flags & kHistoryPersonal) != 0;
  trie_.put(key, {id, count, nullptr});
  if (personal) {
    personal_.put(key, {id, count, std::make_shared<std::string>(word.text)});
  } else {
    personal_.erase(key);
  }
}

void HistoryIndex::add_ngram(Id w2, Id w1, Id w3, double scaled, int64_t time) {
  Context& context = contexts_[context_key(w2, w1)];
  auto at = place_of(context.next, w3);
  if (at == context.next.end() || at->word != w3) {
    if (scaled <= 0) return;
    at = context.next.insert(at, {w3, 0, time});
  }
  const double before = at->scaled;
  at->scaled = std::max(0.0, at->scaled + scaled);
  at->last_used = std::max(at->last_used, time);
  context.scaled_total += at->scaled - before;
  if (at->scaled <= 0) context.next.erase(at);
}

void HistoryIndex::remove_word(Id id) {
  if (id == kNone || !words_[id].alive) return;
  const std::string key = history_key(words_[id].text);
  trie_.erase(code_points(key));
  personal_.erase(code_points(key));
  scaled_total_ -= words_[id].scaled;
  if ((words_[id].flags & kHistoryBlocked) != 0) --blocked_;
  words_[id] = Word();
  ids_.erase(key);
  keys_.erase(key);
  std::erase_if(contexts_, [id](const auto& entry) {
    return context_w2(entry.first) == id || context_w1(entry.first) == id;
  });
  for (auto& entry : contexts_) {
    auto& context = entry.second;
    std::erase_if(context.next, [&](const Continuation& c) {
      if (c.word != id) return false;
      context.scaled_total -= c.scaled;
      return true;
    });
  }
  std::erase_if(corrections_, [&](const auto& entry) {
    return entry.first.first == key || entry.first.second == key;
  });
  std::erase_if(emoji_, [&](const Emoji& e) { return e.word == key || e.emoji == key; });
}

const HistoryIndex::Context* HistoryIndex::context(Id w2, Id w1) const {
  const auto found = contexts_.find(context_key(w2, w1));
  return found == contexts_.end() ? nullptr : &found->second;
}

bool HistoryIndex::shown(Id id) const {
  return id != kNone && words_[id].alive && words_[id].text != kSentenceStart &&
         (words_[id].flags & (kHistoryBlocked | kHistoryWaiting)) == 0;
}

HistoryLevelHere HistoryIndex::level_of(const Context* context, const HistoryLevel& weights,
                                        double unscale) const {
  HistoryLevelHere out;
  if (context == nullptr) return out;
  out.discount = weights.discount;
  double uses = 0;
  double counted = 0;  // with the discount taken off
  for (const Continuation& next : context->next) {
    const double here = next.scaled * unscale;
    uses += here;
    // What is not to be shown keeps others from being certain, no more.
    if (here > weights.discount && shown(next.word)) counted += here - weights.discount;
  }
  if (counted <= 0) return out;
  out.share = std::min(weights.most, counted / (uses + weights.prior));
  out.factor = out.share / counted;
  return out;
}

HistoryLevelsHere HistoryIndex::levels_of(const HistoryLevels& weights, const Context* one,
                                          const Context* two, double unscale) const {
  HistoryLevelsHere out;
  // All words are too many to go through; none is discounted.
  const double uses = scaled_total_ * unscale;
  if (uses > 0) {
    out.anywhere.share = weights.anywhere.most * uses / (uses + weights.anywhere.prior);
    out.anywhere.factor = out.anywhere.share / uses;
  }
  out.behind_one = level_of(one, weights.behind_one, unscale);
  out.behind_two = level_of(two, weights.behind_two, unscale);
  return out;
}

HistoryPlace HistoryIndex::place(Id w2, Id w1, int64_t now) const {
  HistoryPlace out;
  out.before_last = w2;
  out.last = w1;
  out.unscale = 1.0 / scale_at(now);
  out.trust = trust_;
  const Context* one = w1 != kNone ? context(kNone, w1) : nullptr;
  const Context* two = w1 != kNone && w2 != kNone ? context(w2, w1) : nullptr;
  out.cautious = levels_of(weights_.cautious, one, two, out.unscale);
  out.sure = levels_of(weights_.sure, one, two, out.unscale);
  return out;
}

HistoryIndex::Uses HistoryIndex::uses_of(const HistoryPlace& place, Id word) const {
  const auto behind = [&](Id w2) {
    if (place.last == kNone) return 0.0;
    const Context* here = context(w2, place.last);
    if (here == nullptr) return 0.0;
    const auto at = place_of(here->next, word);
    return at != here->next.end() && at->word == word ? at->scaled * place.unscale : 0.0;
  };
  return {words_[word].scaled * place.unscale, behind(kNone),
          place.before_last == kNone ? 0.0 : behind(place.before_last)};
}

double HistoryIndex::added(const HistoryPlace& place, Id word) const {
  if (!shown(word)) return 0;
  const Uses uses = uses_of(place, word);
  return (1 - place.trust) * said(place.cautious, uses) + place.trust * said(place.sure, uses);
}

double HistoryIndex::said(const HistoryLevelsHere& levels, const Uses& uses) {
  const auto level = [](const HistoryLevelHere& here, double count) {
    return std::max(0.0, count - here.discount) * here.factor;
  };
  const double one = level(levels.behind_one, uses.behind_one) +
                     (1 - levels.behind_one.share) * level(levels.anywhere, uses.anywhere);
  return level(levels.behind_two, uses.behind_two) + (1 - levels.behind_two.share) * one;
}

// What the model expected of the word is not known here, and where the history says nothing of it,
// does not matter: both ways leave it to the model.
void HistoryIndex::judge(const HistoryPlace& place, Id word) {
  const Uses uses = word != kNone ? uses_of(place, word) : Uses();
  const auto expected = [&](const HistoryLevelsHere& levels) {
    return said(levels, uses) + levels.kept() * weights_.expected;
  };
  const double sure = trust_ * expected(place.sure);
  const double cautious = (1 - trust_) * expected(place.cautious);
  const double now = sure + cautious > 0 ? sure / (sure + cautious) : trust_;
  trust_ = now * (1 - weights_.change) + (1 - now) * weights_.change;
}

double HistoryIndex::probability(const HistoryPlace& place, Id word) const {
  const double all = place.share();
  return all > 0 ? added(place, word) / all : 0;
}

/// The continuations that begin with `key` and were used most.
void HistoryIndex::add_likely(const Context& context, std::string_view key,
                              std::vector<Id>* out) const {
  std::vector<const Continuation*> found;
  for (const Continuation& next : context.next) {
    if (shown(next.word) && begins_with_key(words_[next.word].text, key)) found.push_back(&next);
  }
  if (found.size() > kConsidered) {
    std::nth_element(
        found.begin(), found.begin() + kConsidered, found.end(),
        [](const Continuation* a, const Continuation* b) { return a->scaled > b->scaled; });
    found.resize(kConsidered);
  }
  for (const Continuation* next : found) out->push_back(next->word);
}

std::vector<HistoryScore> HistoryIndex::predict(const HistoryPlace& place, std::string_view prefix,
                                                std::size_t limit) const {
  const Id w2 = place.before_last;
  const Id w1 = place.last;
  const std::string key = history_key(prefix);
  std::vector<Id> candidates = trie_.most_used(code_points(key), std::max(limit, kConsidered));
  if (w1 != kNone) {
    for (const Context* c : {w2 != kNone ? context(w2, w1) : nullptr, context(kNone, w1)}) {
      if (c != nullptr) add_likely(*c, key, &candidates);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<HistoryScore> out;
  out.reserve(candidates.size());
  for (const Id id : candidates) {
    const double p = probability(place, id);
    if (p > 0) out.push_back({words_[id].text, p});
  }
  const auto middle = out.begin() + static_cast<std::ptrdiff_t>(std::min(limit, out.size()));
  std::partial_sort(
      out.begin(), middle, out.end(), [](const HistoryScore& a, const HistoryScore& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.word < b.word;
      });
  out.erase(middle, out.end());
  return out;
}

CorrectionRecord& HistoryIndex::correction(std::string_view typed, std::string_view word) {
  return corrections_[{history_key(typed), history_key(word)}];
}

CorrectionRecord HistoryIndex::find_correction(std::string_view typed,
                                               std::string_view word) const {
  const auto found = corrections_.find({history_key(typed), history_key(word)});
  return found == corrections_.end() ? CorrectionRecord() : found->second;
}

bool HistoryIndex::was_reverted(std::string_view typed) const {
  const std::string key = history_key(typed);
  for (auto at = corrections_.lower_bound({key, ""});
       at != corrections_.end() && at->first.first == key; ++at) {
    if (at->second.reverted > 0) return true;
  }
  return false;
}

HistoryIndex::Emoji& HistoryIndex::emoji(std::string_view emoji, std::string_view word) {
  const std::string key = history_key(word);
  for (Emoji& e : emoji_) {
    if (e.emoji == emoji && e.word == key) return e;
  }
  return emoji_.emplace_back(Emoji{std::string(emoji), key, 0, 0});
}

std::size_t HistoryIndex::ngram_count() const {
  std::size_t count = 0;
  for (const auto& [where, context] : contexts_) count += context.next.size();
  return count;
}

}  // namespace inkling
