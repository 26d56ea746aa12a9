// Costs of misspellings, learned from lists of typos by expectation maximisation.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

#include "engine/decoder/spelling.h"
#include "tools/tune/edit_cells.h"
#include "tools/tune/edit_lattice.h"
#include "tools/tune/typo_lists.h"

namespace inkling {

/// The share of letters that people misspell when they type at their usual care. The lists cannot
/// say: they hold nothing but misspelled words, about one mistake in each.
inline constexpr double kMisspelledLetters = 0.006;

/// Mean log-likelihood of a typo given its word, in nats, by Fold.
using FoldScores = std::array<double, kFolds>;

/// One fit under one strength of smoothing. Each mistake has two explanations: the head, whose
/// rates are fitted, and the finger, whose rates are given up to one factor for each group of
/// lists, because some lists were typed and others were thought up:
///
///   rate(mistake, group) = head_share[group] * theta[mistake] + finger_share[group] * F[mistake]
///
/// theta sums to one mistake in a mean word. A Poisson model of mistakes over the places where
/// they could happen; without smoothing no round lowers the likelihood of the fitted fold.
class SpellingFit {
 public:
  /// `corpus` is borrowed. `exposure`: EditExposure::per_word; `finger`: finger_rates.
  SpellingFit(const TypoCorpus& corpus, const EditTable& exposure, const EditTable& finger,
              double smoothing);

  /// All mistakes equally likely, one in a word: what the rounds are measured against.
  [[nodiscard]] FoldScores scores_of_equal_mistakes() const;
  [[nodiscard]] FoldScores scores() const;
  /// One round: expected mistakes under the present rates, then the rates that make them likeliest.
  void run_round();

  /// theta, and the shares of the mistakes in a group's typos that the finger explains.
  [[nodiscard]] const EditTable& rates() const { return theta_; }
  [[nodiscard]] double finger_part(std::size_t group) const;

 private:
  struct Shares {
    double head = 0.5;    // mistakes of the head in a word
    double finger = 0.5;  // factor of the finger's rates
  };
  [[nodiscard]] EditTable group_rates(std::size_t group) const;
  [[nodiscard]] FoldScores score(const std::vector<EditTable>& rates,
                                 const std::vector<double>& mistakes) const;

  const TypoCorpus& corpus_;
  EditTable exposure_;
  EditTable finger_;
  double finger_total_ = 0;  // of a mean word under finger_
  double smoothing_;
  EditTable theta_{};
  std::vector<Shares> shares_;
  std::vector<double> fit_weight_;  // of the fitted pairs, by group
};

struct SpellingFitOptions {
  double misspelled_letters = kMisspelledLetters;
  std::size_t most_rounds = 60;
  double least_gain = 1e-4;  // nats a typo; less on the stopping fold ends a fit
  std::vector<double> smoothing = {0.125, 0.25, 0.5, 1, 2};  // tried; the stopping fold chooses
};

struct SpellingFitResult {
  SpellingCosts costs;
  double smoothing = 0;
  FoldScores equal{};                // before
  FoldScores fitted{};               // after
  std::vector<double> finger_parts;  // by group
  EditTable rates{};                 // mistakes in a mean word, summing to 1 over its places
};

/// Fits with each strength of smoothing, stops each when the stopping fold gains no more, and keeps
/// the one it likes best. `on_round(smoothing, round, scores)` hears of each round. `letters`: of a
/// mean word. Deterministic.
SpellingFitResult fit_spelling(
    const TypoCorpus& corpus, const EditTable& exposure, double letters, const EditTable& finger,
    const SpellingFitOptions& options,
    const std::function<void(double, std::size_t, const FoldScores&)>& on_round);

/// -log rates, scaled so that a share `misspelled` of all letters has a mistake.
SpellingCosts spelling_costs(const EditTable& rates, const EditTable& exposure, double letters,
                             double misspelled);

}  // namespace inkling
