#include "engine/ranking/word_scorer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr double kImpossible = -60;  // nats; finite, so that sums of scores stay ordered

double log_add(double a, double b) {
  const double high = std::max(a, b);
  if (high <= kImpossible) return kImpossible;
  return high + std::log1p(std::exp(std::min(a, b) - high));
}

int count_letters(std::string_view word) {
  int letters = 0;
  for (std::size_t i = 0; i < word.size();) {
    next_code_point(word, &i);
    ++letters;
  }
  return letters;
}

constexpr unsigned kModel = 1;
constexpr unsigned kLexicon = 2;
constexpr unsigned kHistory = 4;

}  // namespace

WordScorer::WordScorer(const ScorerParts& parts, WordContext context)
    : parts_(parts), context_(std::move(context)) {
  model_ready_ = parts_.predictor != nullptr && parts_.tokenizer != nullptr &&
                 parts_.pieces != nullptr && parts_.predictor->fresh();
  if (parts_.history != nullptr) {
    const double evidence = parts_.history->evidence(context_.before_last, context_.last);
    history_share_ = std::min(parts_.params->history_max,
                              evidence / (evidence + parts_.params->history_strength));
  }
}

double WordScorer::unknown_log_prob(std::string_view word) const {
  return parts_.params->unknown_start + parts_.params->unknown_per_letter * count_letters(word);
}

double WordScorer::model_log_prob(std::string_view word, std::string_view key) const {
  // All case forms that are one piece count together; otherwise the word is spelled in pieces.
  double total = kImpossible;
  const auto [first, last] = parts_.pieces->with_key(key);
  const std::span<const float> log_probs = parts_.predictor->log_probs();
  for (const auto* entry = first; entry != last; ++entry) {
    total = log_add(total, static_cast<double>(log_probs[static_cast<std::size_t>(entry->id)]));
  }
  if (first == last) {
    total = parts_.predictor->estimate(parts_.tokenizer->encode_unit(word));
  }
  return std::max(total, kImpossible);
}

double WordScorer::lexicon_log_prob(std::string_view word) const {
  double total = kImpossible;
  if (parts_.lexicon == nullptr) return total;
  for (const LexiconEntry& entry : parts_.lexicon->find(word)) {
    total = log_add(total, static_cast<double>(entry.log_prob));
  }
  return total;
}

double WordScorer::alone_log_prob(std::string_view word) const {
  const double unigram = lexicon_log_prob(word);
  return unigram > kImpossible ? unigram : unknown_log_prob(word);
}

WordScore WordScorer::score(std::string_view word) const {
  const std::string key = to_lower(word);
  double unigram = lexicon_log_prob(word);
  const bool known = unigram > kImpossible;
  if (!known) unigram = unknown_log_prob(word);
  double base = unigram;
  double model = kImpossible;
  // What no list knows is judged by its letters alone: pieces would make any string plausible.
  if (model_ready_ && (known || parts_.lexicon == nullptr)) {
    const double share = parts_.params->unigram_share;
    model = std::log1p(-share) + model_log_prob(word, key);
    base = log_add(model, std::log(share) + unigram);
  }
  double total = base;
  double personal = kImpossible;
  if (history_share_ > 0) {
    const double p = parts_.history->probability(context_.before_last, context_.last, word);
    if (p > 0) personal = std::log(history_share_) + std::log(p);
    total = log_add(std::log1p(-history_share_) + base, personal);
  }
  WordScore out{total, 0};
  const double floor = total + std::log(0.2);
  if (model > kImpossible && model + std::log1p(-history_share_) >= floor) out.sources |= kModel;
  if (known) out.sources |= kLexicon;
  if (personal >= floor) out.sources |= kHistory;
  return out;
}

std::string WordScorer::allowed_surface(const std::string& key, const std::string& piece) const {
  if (parts_.lexicon == nullptr) return piece;
  if (parts_.lexicon->contains_exact(piece)) return piece;
  const std::vector<LexiconEntry> entries = parts_.lexicon->find(key);
  return entries.empty() ? std::string() : entries.front().text;
}

std::vector<PredictedWord> WordScorer::predict(std::string_view prefix, std::size_t limit) const {
  std::vector<PredictedWord> out;
  if (!model_ready_) return out;
  const std::span<const float> log_probs = parts_.predictor->log_probs();
  struct Group {
    const WordPieces::Entry* best;
    double log_prob;
  };
  std::vector<Group> groups;
  const auto [first, last] = parts_.pieces->with_prefix(prefix);
  for (const auto* entry = first; entry != last;) {
    Group group{entry, kImpossible};
    const auto* next = entry;
    for (; next != last && next->key == entry->key; ++next) {
      const auto p = static_cast<double>(log_probs[static_cast<std::size_t>(next->id)]);
      if (p > static_cast<double>(log_probs[static_cast<std::size_t>(group.best->id)])) {
        group.best = next;
      }
      group.log_prob = log_add(group.log_prob, p);
    }
    groups.push_back(group);
    entry = next;
  }
  // Some pieces are not words of the lexicon: look at a few more than are wanted.
  const std::size_t take = std::min(groups.size(), limit * 2 + 8);
  std::partial_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(take),
                    groups.end(),
                    [](const Group& a, const Group& b) { return a.log_prob > b.log_prob; });
  for (std::size_t i = 0; i < take && out.size() < limit; ++i) {
    std::string text =
        allowed_surface(groups[i].best->key, parts_.tokenizer->piece_text(groups[i].best->id));
    if (!text.empty()) out.push_back({std::move(text), groups[i].log_prob});
  }
  return out;
}

}  // namespace inkling
