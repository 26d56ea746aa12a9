#include "engine/candidates.h"

#include <algorithm>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kFromLattice = 40;
constexpr std::size_t kFromModel = 16;
constexpr std::size_t kFromHistory = 10;
constexpr std::size_t kFromUnigrams = 12;
constexpr std::size_t kMinSplit = 5;  // letters of a string that may be two words

int letters_of(std::string_view text) { return static_cast<int>(decode_utf8(text).size()); }

/// Collects from every source under the same rules.
class Collector {
 public:
  Collector(const EngineParts& parts, const CandidateQuery& query, CandidatePool* pool)
      : parts_(parts), query_(query), key_(to_lower(query.typed)), pool_(*pool) {}

  void from_lattice(const Decoder& decoder, const CancelToken& cancel) {
    for (const DecoderCandidate& c : decoder.candidates(kFromLattice, cancel)) {
      if (!query_.corrections && c.kind == CandidateKind::kCorrection) continue;
      const bool exact = c.kind == CandidateKind::kExact && c.channel <= 0;
      add(c.text,
          exact || c.kind == CandidateKind::kCompletion ? SuggestionKind::kCompletion
                                                        : SuggestionKind::kCorrection,
          static_cast<double>(c.channel), c.remaining, c.flags);
    }
  }

  void from_model(const WordScorer& scorer) {
    for (const PredictedWord& word : scorer.predict(key_, kFromModel)) add_prefixed(word.text);
  }

  void from_history() {
    for (const HistoryScore& s : parts_.history->predict(query_.context.before_last,
                                                         query_.context.last, key_, kFromHistory)) {
      add_prefixed(s.word);
    }
  }

  void from_unigrams(const CancelToken& cancel) {
    if (parts_.lexicon == nullptr) return;
    for (const LexiconEntry& e :
         parts_.lexicon->complete("", static_cast<int>(kFromUnigrams), cancel)) {
      add_prefixed(e.text);
    }
  }

  /// "thankyou": two known words with the space left out.
  void from_splits() {
    if (parts_.lexicon == nullptr || !query_.corrections || key_.size() < kMinSplit) return;
    for (std::size_t at = 1; at < key_.size(); ++at) {
      const std::string_view left = std::string_view(key_).substr(0, at);
      const std::string_view right = std::string_view(key_).substr(at);
      const auto first = parts_.lexicon->find(left);
      if (first.empty()) continue;
      const auto second = parts_.lexicon->find(right);
      if (second.empty()) continue;
      if (((first[0].flags | second[0].flags) & kWordNeverAutocorrect) != 0) continue;
      add(first[0].text + " " + second[0].text, SuggestionKind::kCorrection, parts_.channel.split,
          0, 0);
    }
  }

 private:
  /// A word that begins with what is typed, or any word before the first letter.
  void add_prefixed(const std::string& text) {
    const uint8_t flags = flags_of(text);
    const SuggestionKind kind =
        key_.empty() ? SuggestionKind::kPrediction : SuggestionKind::kCompletion;
    add(text, kind, 0, letters_of(text) - letters_of(query_.typed), flags);
  }

  uint8_t flags_of(const std::string& text) const {
    if (parts_.lexicon == nullptr) return 0;
    const auto entries = parts_.lexicon->find(text);
    return entries.empty() ? uint8_t{0} : entries.front().flags;
  }

  void add(const std::string& text, SuggestionKind kind, double channel, int remaining,
           uint8_t flags) {
    Candidate c;
    c.text = text;
    c.key = to_lower(text);
    if ((flags & kWordOffensive) != 0 && c.key != key_) return;
    if (parts_.history->is_blocked(text)) return;
    c.kind = kind;
    c.channel = channel;
    c.remaining = remaining;
    c.flags = flags;
    pool_.add(std::move(c));
  }

  const EngineParts& parts_;
  const CandidateQuery& query_;
  const std::string key_;
  CandidatePool& pool_;
};

}  // namespace

void CandidatePool::add(Candidate candidate) {
  const auto [at, added] = by_key_.try_emplace(candidate.key, items_.size());
  if (added) {
    items_.push_back(std::move(candidate));
  } else if (candidate.channel < items_[at->second].channel) {
    items_[at->second] = std::move(candidate);
  }
}

void CandidatePool::rank(const WordScorer& scorer, const RankingParams& params) {
  for (Candidate& c : items_) {
    const std::size_t space = c.text.find(' ');
    const WordScore word = scorer.score(std::string_view(c.text).substr(0, space));
    c.log_prob = word.log_prob;
    c.sources = word.sources;
    // The second of two words is judged without its context: that would be another forward.
    if (space != std::string::npos) {
      c.log_prob += scorer.alone_log_prob(std::string_view(c.text).substr(space + 1));
    }
    c.score = c.log_prob - params.channel_weight * c.channel;
    // Who makes a slip and stops early is rarer than who makes one in a finished word.
    if (c.kind == SuggestionKind::kCorrection) {
      c.score -= params.unfinished_per_letter * std::max(c.remaining, 0);
    }
  }
  sort();
}

void CandidatePool::sort() {
  std::sort(items_.begin(), items_.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
}

void collect_candidates(const EngineParts& parts, const Decoder* decoder, const WordScorer& scorer,
                        const CandidateQuery& query, const CancelToken& cancel,
                        CandidatePool* pool) {
  Collector collect(parts, query, pool);
  if (!query.typed.empty()) {
    if (decoder != nullptr) collect.from_lattice(*decoder, cancel);
    collect.from_splits();
  } else if (!scorer.has_model()) {
    collect.from_unigrams(cancel);
  }
  collect.from_model(scorer);
  collect.from_history();
}

}  // namespace inkling
