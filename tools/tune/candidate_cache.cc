#include "tools/tune/candidate_cache.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/lexicon/text_key.h"
#include "engine/ranking/decision.h"
#include "engine/ranking/word_book.h"
#include "tokenizer/utf8.h"
#include "tools/items.h"
#include "tools/keys.h"
#include "tools/tune/press_item.h"

namespace inkling {
namespace {

constexpr std::size_t kMostCandidates = 14;
constexpr std::size_t kMostPlaces = 24;
constexpr double kHopeless = 14;  // nats behind the best

class Cacher {
 public:
  Cacher(const EngineParts& parts, const Layout& layout) : parts_(parts), ranker_(parts, layout) {}

  CachedItem cache(const TypingItem& item) {
    if (!started_ || item.keys.left != left_) ranker_.set_context(item.keys.left);
    started_ = true;
    left_ = item.keys.left;
    CachedItem out;
    out.source = item.source;
    out.weight = item.weight;
    out.half = item.half;
    out.nothing_before = ranker_.context().words.nothing_before;
    if (item.prefix > 0) {
      pressed_ = press_item(item.keys, item.prefix, &ranker_);
      const std::size_t letters = split_keys(item.keys.correct).size();
      out.to_come = static_cast<int>(letters - std::min(letters, item.prefix));
      add_places(ranker_.rank(pressed_, true, {}, nullptr), item.keys.correct, &out.unfinished);
    }
    pressed_ = press_item(item.keys, &ranker_);
    out.presses = ranker_.presses();
    add_finished(item, &out);
    return out;
  }

 private:
  void add_places(const Ranked& ranked, const std::string& meant, std::vector<CachedPlace>* out) {
    const RankingParams& params = parts_.primary().ranking;
    const std::string key = to_lower(pressed_);
    for (const Candidate& c : ranked.items) {
      if (out->size() == kMostPlaces) break;
      if (c.key == key) continue;  // the literal takes no place from others
      Candidate whole = c;
      whole.remaining = 0;
      out->push_back({candidate_score(whole, params), c.kind, std::max(c.remaining, 0),
                      same_word(c.text, meant)});
    }
  }

  void add_finished(const TypingItem& item, CachedItem* out) {
    const Ranked& ranked = ranker_.rank(pressed_, true, {}, nullptr);
    const std::string key = to_lower(pressed_);
    out->typed = search_key(pressed_);
    out->right = same_word(pressed_, item.keys.correct);
    if (!out->right) add_places(ranked, item.keys.correct, &out->finished);
    out->literal = literal_parts(ranked, key);
    std::vector<std::pair<double, const Candidate*>> likely;
    for (const Candidate& c : ranked.items) {
      if (c.key != key) likely.emplace_back(finished_score(parts_, c), &c);
    }
    std::sort(likely.begin(), likely.end(),
              [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [score, c] : likely) {
      const bool meant = same_word(c->text, item.keys.correct);
      const bool likely_enough =
          out->candidates.size() < kMostCandidates && score > likely.front().first - kHopeless;
      if (!meant && !likely_enough) continue;
      CachedCandidate kept;
      kept.key = search_key(c->text);
      kept.meant = meant;
      kept.parts = {c->word.model, c->word.unigram, kImpossible};
      if (c->text.find(' ') != std::string::npos) kept.several = c->word.log_prob;
      out->found = out->found || meant;
      out->candidates.push_back(std::move(kept));
    }
    out->found = out->found || out->right;
  }

  WordParts literal_parts(const Ranked& ranked, const std::string& key) const {
    for (const Candidate& c : ranked.items) {
      if (c.key == key) return {c.word.model, c.word.unigram, kImpossible};
    }
    const LanguageParts& language = parts_.primary();
    if (ranked.literal.known || language.letters == nullptr) {
      // Its parts are not told apart: they were one when they were judged.
      const double log_prob =
          ranked.literal.score + language.ranking.channel_weight * ranked.literal.channel;
      return {kImpossible, log_prob, kImpossible};
    }
    const auto seen =
        language.lexicon == nullptr ? std::nullopt : language.lexicon->seen_log_prob(pressed_);
    return {kImpossible, seen ? static_cast<double>(*seen) : kImpossible,
            language.letters->log_prob(key)};
  }

  const EngineParts& parts_;
  Ranker ranker_;
  bool started_ = false;
  std::string left_;
  std::string pressed_;
};

}  // namespace

std::vector<CachedItem> cache_candidates(EngineParts* parts, const Layout& layout,
                                         const std::vector<TypingItem>& items,
                                         const std::function<void(std::size_t)>& progress) {
  std::vector<CachedItem> out;
  out.reserve(items.size());
  Cacher cacher(*parts, layout);
  for (const TypingItem& item : items) {
    out.push_back(cacher.cache(item));
    progress(out.size());
  }
  return out;
}

}  // namespace inkling
