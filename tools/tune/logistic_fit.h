// Logistic regression: the weights under which what happened is likeliest.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace inkling {

/// Something that was seen: what spoke for it, how it came out, how much it counts.
struct LogisticSample {
  std::vector<double> terms;  // one per weight
  bool right = false;
  double weight = 1;
};

/// A Gaussian prior of each weight: what it is without evidence, and how far it may stray.
struct LogisticPrior {
  double mean = 0;
  double width = 1;
};

/// The weights of highest posterior, by Newton's method (iteratively reweighted least squares;
/// McCullagh and Nelder, Generalized Linear Models, 1989). `fixed`, if not empty, marks weights
/// that stay at their prior's mean. O(rounds * samples * weights^2). Deterministic.
std::vector<double> fit_logistic(const std::vector<LogisticSample>& samples,
                                 std::span<const LogisticPrior> priors,
                                 const std::vector<bool>& fixed = {});

}  // namespace inkling
