#include "cache/history/history_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>

#include "cache/history/history_rules.h"

namespace inkling {
namespace {

// Of each source, the words used most: no other comes among the few that are asked for.
constexpr std::size_t kConsidered = 48;

/// The first four bytes of a key, and which of the four it has.
uint32_t head_of(std::string_view key) {
  uint32_t out = 0;
  for (std::size_t i = 0; i < sizeof(out); ++i) {
    out = out << 8U | (i < key.size() ? static_cast<uint8_t>(key[i]) : 0U);
  }
  return out;
}
uint32_t mask_of(std::string_view key) {
  constexpr uint32_t kAll = ~uint32_t{0};
  return key.size() >= sizeof(kAll) ? kAll : ~(kAll >> (8 * key.size()));
}

/// Finite, where a clock that jumped by decades has made a count enormous.
float as_float(double scaled) {
  return static_cast<float>(std::min(scaled, double{std::numeric_limits<float>::max()}));
}

}  // namespace

HistoryIndex::HistoryIndex(int64_t epoch, const HistoryWeights& weights)
    : epoch_(epoch),
      weights_(weights),
      behind_one_(weights.behind_one, weights),
      behind_two_(weights.behind_two, weights),
      retyped_(weights.retyped, weights) {
  clear();
}

void HistoryIndex::clear() {
  words_.clear();
  glances_.assign(1, Glance());
  scaled_total_ = 0;
  blocked_ = 0;
  ngrams_.clear();
  corrections_.clear();
  emoji_.clear();
  shortcuts.clear();
  trie_.clear();
  personal_.clear();
  behind_one_ = {weights_.behind_one, weights_};
  behind_two_ = {weights_.behind_two, weights_};
  retyped_ = {weights_.retyped, weights_};
  text_.clear();
  typed_ = 0;
}

double HistoryIndex::scale_at(int64_t time) const {
  return std::exp2(static_cast<double>(time - epoch_) / kHalfLifeSeconds);
}

HistoryIndex::Id HistoryIndex::find(std::string_view text) const { return words_.find(text); }

void HistoryIndex::use(std::string_view text, double scaled, int64_t time, int flags_set,
                       int flags_clear) {
  const Id id = words_.add(text);
  if (id == glances_.size()) glances_.emplace_back();
  Word& word = words_[id];
  const bool was_blocked = (word.flags & kHistoryBlocked) != 0;
  word.flags = (word.flags & ~flags_clear) | flags_set;
  const bool is_blocked = (word.flags & kHistoryBlocked) != 0;
  if (is_blocked && !was_blocked) ++blocked_;
  if (was_blocked && !is_blocked) --blocked_;
  const double before = word.scaled;
  word.scaled = std::max(0.0, word.scaled + scaled);
  word.last_used = std::max(word.last_used, time);
  scaled_total_ += word.scaled - before;
  show(id);
}

void HistoryIndex::rename(std::string_view text) {
  const Id id = find(text);
  if (id == kNone) return;
  words_[id].text = text;
  show(id);
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

/// Brings what is searched up to date with what the word has become.
void HistoryIndex::show(Id id) {
  const Word& word = words_[id];
  const std::string text = history_key(word.text);
  const bool hidden =
      word.text == kSentenceStart || (word.flags & (kHistoryBlocked | kHistoryWaiting)) != 0;
  glances_[id] = {hidden ? 0 : head_of(text), as_float(word.scaled)};
  const std::u32string key = code_points(text);
  if (hidden || word.scaled <= 0) {
    trie_.erase(key);
    personal_.erase(key);
    return;
  }
  // However long ago it was used, it was.
  const float count = std::max(as_float(word.scaled), std::numeric_limits<float>::min());
  const bool personal = (word.flags & kHistoryPersonal) != 0;
  trie_.put(key, {id, count, nullptr});
  if (personal) {
    personal_.put(key, {id, count, std::make_shared<std::string>(word.text)});
  } else {
    personal_.erase(key);
  }
}

HistoryNgrams::Clock HistoryIndex::clock(double unscale) const {
  return {unscale, typed_, weights_.old, weights_.fades};
}

void HistoryIndex::add_ngram(Id w2, Id w1, Id w3, double scaled, double recent, int64_t now) {
  ngrams_.add(w2, w1, w3, static_cast<float>(scaled), static_cast<float>(recent),
              clock(1 / scale_at(now)));
}

void HistoryIndex::follow(Id word) {
  text_.push(word);
  ++typed_;
}

void HistoryIndex::unfollow(Id word) {
  if (text_.last() == word) text_.pop();
}

/// Lets go of the word alone.
void HistoryIndex::drop_word(Id id) {
  const std::string key = history_key(words_[id].text);
  trie_.erase(code_points(key));
  personal_.erase(code_points(key));
  scaled_total_ -= words_[id].scaled;
  if ((words_[id].flags & kHistoryBlocked) != 0) --blocked_;
  words_.erase(id);
  glances_[id] = {};
}

void HistoryIndex::remove_word(Id id) {
  if (id == kNone || !words_[id].alive) return;
  drop_word(id);
  ngrams_.remove(id, clock(1));
  text_.forget(id);
}

void HistoryIndex::forget_word(Id id) {
  if (id == kNone || !words_[id].alive) return;
  const std::string key = history_key(words_[id].text);
  remove_word(id);
  std::erase_if(corrections_, [&](const auto& entry) {
    return entry.first.first == key || entry.first.second == key;
  });
  std::erase_if(emoji_, [&](const Emoji& e) { return e.word == key || e.emoji == key; });
}

namespace {

/// How sure is it that the text goes on as before?
HistoryEvidence evidence_of_next(const RetypedText::Next& next) {
  constexpr std::size_t kLongRun = 8;  // words
  return {static_cast<double>(std::max<std::size_t>(next.length, 1)),
          static_cast<double>(std::min(next.run, kLongRun)) / kLongRun};
}

}  // namespace

HistoryEvidence HistoryIndex::evidence_of(const Context& context, const HistoryPlace& place) const {
  const HistoryNgrams::Clock now = clock(place.unscale);
  const double all = ngrams_.weight(context, now);
  const HistoryNgrams::Use* best = ngrams_.find(context, context.best);
  const double most = best != nullptr ? ngrams_.weight(*best, now) : 0;
  HistoryNgrams::Clock longer = now;
  longer.old = weights_.old_evidence;
  constexpr double kFewest = 0.02;  // uses: what has faded further is all the same
  return {std::max(ngrams_.weight(context, longer), kFewest),
          all > 0 ? std::min(1.0, most / all) : 0, place.common};
}

const HistoryIndex::Context* HistoryIndex::closest_context(const HistoryPlace& place) const {
  if (place.last == kNone) return nullptr;
  const Context* two =
      place.before_last != kNone ? ngrams_.find(place.before_last, place.last) : nullptr;
  return two != nullptr ? two : ngrams_.find(kNone, place.last);
}

HistoryPlace HistoryIndex::place(Id w2, Id w1, const When& when) const {
  HistoryPlace out;
  out.before_last = w2;
  out.last = w1;
  out.unscale = 1.0 / scale_at(when.now);
  out.common = when.common;
  const double uses = scaled_total_ * out.unscale;
  out.anywhere = weights_.anywhere_most * uses / (uses + weights_.anywhere_prior);
  if (const Context* closest = closest_context(out)) {
    const HistoryGate& gate = closest->before_last != kNone ? behind_two_ : behind_one_;
    out.behind = gate.share(evidence_of(*closest, out));
  }
  const RetypedText::Next next = text_.next();
  if (next.word != kNone && (w1 == text_.last() || w1 == find(kSentenceStart) || w1 == kNone)) {
    out.next = next.word;
    out.again = retyped_.share(evidence_of_next(next));
  }
  return out;
}

HistoryIndex::Sources HistoryIndex::sources_of(const HistoryPlace& place, Id word) const {
  Sources out;
  if (word == kNone) return out;
  const double uses = scaled_total_ * place.unscale;
  if (uses > 0)
    out.anywhere = std::min(1.0, static_cast<double>(glances_[word].scaled) * place.unscale / uses);
  out.again = place.next == word ? 1 : 0;
  if (place.last == kNone) return out;
  const auto now = clock(place.unscale);
  struct Behind {
    double all = 0, here = 0;
  };
  const auto behind = [&](Id w2) -> Behind {
    const Context* context = ngrams_.find(w2, place.last);
    if (context == nullptr) return {};
    const HistoryNgrams::Use* use = ngrams_.find(*context, word);
    return {ngrams_.weight(*context, now), use != nullptr ? ngrams_.weight(*use, now) : 0};
  };
  const Behind one = behind(kNone);
  out.behind = one.all > 0 ? one.here / one.all : 0;
  if (place.before_last == kNone) return out;
  const Behind two = behind(place.before_last);
  if (two.all <= 0) return out;
  const double lower = weights_.behind_one_uses;
  out.behind = (two.here + lower * out.behind) / (two.all + lower);
  return out;
}

double HistoryIndex::added(const HistoryPlace& place, const Sources& sources) {
  const double below = (1 - place.behind) * place.anywhere * sources.anywhere;
  return (1 - place.again) * (below + place.behind * sources.behind) + place.again * sources.again;
}

void HistoryIndex::judge(const HistoryPlace& place, Id word, double expected) {
  const Sources sources = shown(word) ? sources_of(place, word) : Sources();
  double others = (1 - place.anywhere) * expected + place.anywhere * sources.anywhere;
  if (const Context* closest = closest_context(place)) {
    HistoryGate& gate = closest->before_last != kNone ? behind_two_ : behind_one_;
    gate.judge(evidence_of(*closest, place), sources.behind, others);
    others = (1 - place.behind) * others + place.behind * sources.behind;
  }
  if (place.next != kNone) retyped_.judge(evidence_of_next(text_.next()), sources.again, others);
}

double HistoryIndex::probability(const HistoryPlace& place, Id word) const {
  const double all = place.share();
  return all > 0 && shown(word) ? added(place, sources_of(place, word)) / all : 0;
}

HistoryIndex::Id HistoryIndex::goes_on(Id w2, Id w1, int64_t now) const {
  constexpr double kAgain = 1.8;  // uses
  constexpr double kNearlyAlways = 0.6;
  if (w2 == kNone || w1 == kNone) return kNone;
  const Context* context = ngrams_.find(w2, w1);
  if (context == nullptr || !shown(context->best)) return kNone;
  const HistoryNgrams::Use* best = ngrams_.find(*context, context->best);
  const double uses = static_cast<double>(best->scaled) / scale_at(now);
  return uses >= kAgain && best->scaled >= kNearlyAlways * context->scaled ? best->word : kNone;
}

/// The continuations that begin with `key` and count most.
void HistoryIndex::add_likely(const Context& context, const HistoryNgrams::Clock& clock,
                              std::string_view key, std::vector<Id>* out) const {
  struct Found {
    Id word;
    double weight;
  };
  std::vector<Found> found;
  const uint32_t head = head_of(key);
  const uint32_t mask = mask_of(key);
  for (const HistoryNgrams::Use& use : ngrams_.uses(context)) {
    const uint32_t here = glances_[use.word].head;
    // Most are told by their head; a word lies elsewhere in memory.
    if (here == 0 || (here & mask) != head) continue;
    if (key.size() <= sizeof(head) || begins_with_key(words_[use.word].text, key)) {
      found.push_back({use.word, ngrams_.weight(use, clock)});
    }
  }
  if (found.size() > kConsidered) {
    std::nth_element(found.begin(), found.begin() + kConsidered, found.end(),
                     [](const Found& a, const Found& b) { return a.weight > b.weight; });
    found.resize(kConsidered);
  }
  for (const Found& use : found) out->push_back(use.word);
}

std::vector<HistoryScore> HistoryIndex::predict(const HistoryPlace& place, std::string_view prefix,
                                                std::size_t limit) const {
  const Id w2 = place.before_last;
  const Id w1 = place.last;
  const std::string key = history_key(prefix);
  // Where nothing else speaks for them, words come by their uses.
  std::vector<Id> candidates = trie_.most_used(code_points(key), limit);
  if (w1 != kNone) {
    for (const Context* c :
         {w2 != kNone ? ngrams_.find(w2, w1) : nullptr, ngrams_.find(kNone, w1)}) {
      if (c != nullptr) add_likely(*c, clock(place.unscale), key, &candidates);
    }
  }
  if (place.next != kNone && begins_with_key(words_[place.next].text, key)) {
    candidates.push_back(place.next);
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

}  // namespace inkling
