#include "tools/tune/spelling_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tools/tune/edit_smoothing.h"

namespace inkling {
namespace {

double dot(const EditTable& a, const EditTable& b) {
  double sum = 0;
  for (std::size_t cell = 0; cell < kEditCells; ++cell) sum += a.at(cell) * b.at(cell);
  return sum;
}

/// Scales `rates` to one mistake in a mean word.
void normalise(EditTable* rates, const EditTable& exposure) {
  const double total = dot(*rates, exposure);
  if (total <= 0) return;
  for (double& rate : *rates) rate /= total;
}

EditTable equal_rates(const EditTable& exposure) {
  EditTable rates{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    rates.at(cell) = is_possible(edit_of(cell)) ? 1 : 0;
  }
  normalise(&rates, exposure);
  return rates;
}

}  // namespace

SpellingFit::SpellingFit(const TypoCorpus& corpus, const EditTable& exposure,
                         const EditTable& finger, double smoothing)
    : corpus_(corpus),
      exposure_(exposure),
      finger_(finger),
      finger_total_(dot(finger, exposure)),
      smoothing_(smoothing),
      theta_(equal_rates(exposure)),
      shares_(corpus.groups.size()),
      fit_weight_(corpus.groups.size()) {
  for (const TypoPair& pair : corpus.pairs) {
    if (pair.fold == Fold::kFit) fit_weight_[pair.group] += pair.weight;
  }
  for (Shares& share : shares_) share.finger = finger_total_ > 0 ? 0.5 / finger_total_ : 0;
}

EditTable SpellingFit::group_rates(std::size_t group) const {
  EditTable rates{};
  const Shares& share = shares_[group];
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    rates.at(cell) = share.head * theta_.at(cell) + share.finger * finger_.at(cell);
  }
  return rates;
}

double SpellingFit::finger_part(std::size_t group) const {
  const double finger = shares_[group].finger * finger_total_;
  return finger / (finger + shares_[group].head);
}

FoldScores SpellingFit::score(const std::vector<EditTable>& rates,
                              const std::vector<double>& mistakes) const {
  FoldScores sums{};
  FoldScores weights{};
  EditLattice lattice;
  for (const TypoPair& pair : corpus_.pairs) {
    const auto fold = static_cast<std::size_t>(pair.fold);
    const double log_prob = lattice.log_likelihood(pair.meant, pair.typed, rates[pair.group]);
    sums.at(fold) += pair.weight * (log_prob - mistakes[pair.group]);
    weights.at(fold) += pair.weight;
  }
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    if (weights.at(fold) > 0) sums.at(fold) /= weights.at(fold);
  }
  return sums;
}

FoldScores SpellingFit::scores_of_equal_mistakes() const {
  return score(std::vector<EditTable>(shares_.size(), equal_rates(exposure_)),
               std::vector<double>(shares_.size(), 1.0));
}

FoldScores SpellingFit::scores() const {
  std::vector<EditTable> rates;
  std::vector<double> mistakes;
  for (std::size_t group = 0; group < shares_.size(); ++group) {
    rates.push_back(group_rates(group));
    mistakes.push_back(dot(rates.back(), exposure_));
  }
  return score(rates, mistakes);
}

void SpellingFit::run_round() {
  std::vector<EditTable> rates;
  std::vector<EditTable> counts(shares_.size(), EditTable{});
  for (std::size_t group = 0; group < shares_.size(); ++group) rates.push_back(group_rates(group));
  EditLattice lattice;
  for (const TypoPair& pair : corpus_.pairs) {
    if (pair.fold != Fold::kFit) continue;
    lattice.expect(pair.meant, pair.typed, rates[pair.group], pair.weight, &counts[pair.group]);
  }
  // The two explanations of a mistake share its count as they share its rate. Each part is
  // maximised with the other held: first the shares of each group, then theta.
  EditTable head_counts{};
  double head_words = 0;  // how often theta was tried, in words
  for (std::size_t group = 0; group < shares_.size(); ++group) {
    Shares& share = shares_[group];
    double head = 0;
    double finger = 0;
    for (std::size_t cell = 0; cell < kEditCells; ++cell) {
      const double rate = rates[group].at(cell);
      if (rate <= 0) continue;
      const double part = counts[group].at(cell) * share.head * theta_.at(cell) / rate;
      head_counts.at(cell) += part;
      head += part;
      finger += counts[group].at(cell) - part;
    }
    if (fit_weight_[group] <= 0) continue;
    share.head = head / fit_weight_[group];
    share.finger = finger_total_ > 0 ? finger / (fit_weight_[group] * finger_total_) : 0;
    head_words += share.head * fit_weight_[group];
  }
  EditTable tried{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    tried.at(cell) = exposure_.at(cell) * head_words;
  }
  theta_ = smoothed_rates(head_counts, tried, smoothing_);
  normalise(&theta_, exposure_);
}

SpellingCosts spelling_costs(const EditTable& rates, const EditTable& exposure, double letters,
                             double misspelled) {
  SpellingCosts costs;
  const double scale = misspelled * letters / dot(rates, exposure);
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    const EditCell edit = edit_of(cell);
    if (!is_possible(edit) || rates.at(cell) <= 0) continue;
    const auto cost = static_cast<float>(
        std::clamp(-std::log(rates.at(cell) * scale), 0.0, double{SpellingCosts::kNever}));
    switch (edit.kind) {
      case EditKind::kSubstitution:
        costs.substitution.at(edit.row).at(edit.column) = cost;
        break;
      case EditKind::kOmission:
        costs.omission.at(edit.row).at(edit.column) = cost;
        break;
      case EditKind::kInsertion:
        costs.insertion.at(edit.row).at(edit.column) = cost;
        break;
      case EditKind::kTransposition:
        costs.transposition.at(edit.row).at(edit.column) = cost;
        break;
    }
  }
  return costs;
}

SpellingFitResult fit_spelling(
    const TypoCorpus& corpus, const EditTable& exposure, double letters, const EditTable& finger,
    const SpellingFitOptions& options,
    const std::function<void(double, std::size_t, const FoldScores&)>& on_round) {
  constexpr auto kStop = static_cast<std::size_t>(Fold::kStop);
  SpellingFitResult best;
  best.fitted.fill(-std::numeric_limits<double>::infinity());
  for (const double smoothing : options.smoothing) {
    SpellingFit fit(corpus, exposure, finger, smoothing);
    best.equal = fit.scores_of_equal_mistakes();
    double before = -std::numeric_limits<double>::infinity();
    for (std::size_t round = 1; round <= options.most_rounds; ++round) {
      fit.run_round();
      const FoldScores now = fit.scores();
      on_round(smoothing, round, now);
      if (now.at(kStop) > best.fitted.at(kStop)) {
        best.fitted = now;
        best.smoothing = smoothing;
        best.rates = fit.rates();
        best.finger_parts.clear();
        for (std::size_t group = 0; group < corpus.groups.size(); ++group) {
          best.finger_parts.push_back(fit.finger_part(group));
        }
      }
      if (now.at(kStop) - before < options.least_gain) break;
      before = now.at(kStop);
    }
  }
  best.costs = spelling_costs(best.rates, exposure, letters, options.misspelled_letters);
  return best;
}

}  // namespace inkling
