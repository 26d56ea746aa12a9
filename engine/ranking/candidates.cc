#include "engine/ranking/candidates.h"

#include <algorithm>
#include <utility>

namespace inkling {

namespace {

/// Everything but what is still to come.
double evidence(const Candidate& candidate, double channel, const RankingParams& params) {
  return candidate.prior + candidate.word.log_prob - params.channel_weight * channel -
         candidate.paid;
}

}  // namespace

double finished_score(const Candidate& candidate, const RankingParams& params, double omission) {
  const double channel = candidate.channel + omission * std::max(candidate.remaining, 0);
  return evidence(candidate, channel, params);
}

double first_place_cost(SuggestionKind kind, int remaining, const RankingParams& params) {
  const bool completes = kind == SuggestionKind::kCompletion && remaining > 0;
  return completes ? params.completion_first : 0;
}

double unfinished_cost(SuggestionKind kind, int remaining, const RankingParams& params) {
  if (remaining <= 0) return 0;
  // Who makes a slip and stops early is rarer than who makes one in a finished word; how many
  // letters are still to come then matters less and less.
  constexpr double kEachFurther = 0.5;
  const double per_letter = kind == SuggestionKind::kCorrection   ? params.unfinished_per_letter
                            : kind == SuggestionKind::kCompletion ? params.completion_per_letter
                                                                  : 0;
  return per_letter * (1 + kEachFurther * (remaining - 1));
}

double candidate_score(const Candidate& candidate, const RankingParams& params) {
  return evidence(candidate, candidate.channel, params) -
         unfinished_cost(candidate.kind, candidate.remaining, params);
}

void order_candidates(const RankingParams& params, std::vector<Candidate>* items) {
  std::sort(items->begin(), items->end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
  const auto value = [&params](const Candidate& c) {
    return c.score - first_place_cost(c.kind, c.remaining, params);
  };
  const auto first =
      std::max_element(items->begin(), items->end(),
                       [&](const Candidate& a, const Candidate& b) { return value(a) < value(b); });
  if (first != items->end()) std::rotate(items->begin(), first, first + 1);
}

void CandidatePool::add(Candidate candidate) {
  const auto [at, added] = by_key_.try_emplace(candidate.key, items_.size());
  if (added) {
    items_.push_back(std::move(candidate));
  } else if (candidate.score > items_[at->second].score) {
    items_[at->second] = std::move(candidate);
  }
}

const Candidate* CandidatePool::find(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &items_[found->second];
}

void CandidatePool::sort(const RankingParams& params) {
  order_candidates(params, &items_);
  for (std::size_t i = 0; i < items_.size(); ++i) by_key_[items_[i].key] = i;
}

}  // namespace inkling
