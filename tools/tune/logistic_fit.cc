#include "tools/tune/logistic_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inkling {
namespace {

constexpr int kMostRounds = 60;
constexpr double kNear = 1e-8;  // a step of every weight below this ends the search

/// Row by row; the lower triangle alone is read.
class Symmetric {
 public:
  explicit Symmetric(std::size_t size) : size_(size), cells_(size * size, 0.0) {}
  double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }

  /// Solves A x = b for a positive definite A, which is lost: Cholesky, then two triangles.
  std::vector<double> solve(std::vector<double> b) {
    for (std::size_t j = 0; j < size_; ++j) {
      for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k);
      at(j, j) = std::sqrt(std::max(at(j, j), 1e-12));
      for (std::size_t i = j + 1; i < size_; ++i) {
        for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
        at(i, j) /= at(j, j);
      }
    }
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= at(i, k) * b[k];
      b[i] /= at(i, i);
    }
    for (std::size_t i = size_; i-- > 0;) {
      for (std::size_t k = i + 1; k < size_; ++k) b[i] -= at(k, i) * b[k];
      b[i] /= at(i, i);
    }
    return b;
  }

 private:
  std::size_t size_;
  std::vector<double> cells_;
};

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double log_posterior(const std::vector<LogisticSample>& samples,
                     std::span<const LogisticPrior> priors, std::span<const double> weights) {
  double sum = 0;
  for (const LogisticSample& sample : samples) {
    const double z = dot(sample.terms, weights) * (sample.right ? 1 : -1);
    sum += sample.weight * (z > 0 ? -std::log1p(std::exp(-z)) : z - std::log1p(std::exp(z)));
  }
  for (std::size_t k = 0; k < priors.size(); ++k) {
    const double off = (weights[k] - priors[k].mean) / priors[k].width;
    sum -= off * off / 2;
  }
  return sum;
}

/// Newton's step from `weights`.
std::vector<double> newton_step(const std::vector<LogisticSample>& samples,
                                std::span<const LogisticPrior> priors,
                                const std::vector<bool>& fixed, std::span<const double> weights) {
  const std::size_t size = priors.size();
  Symmetric curvature(size);
  std::vector<double> slope(size);
  for (const LogisticSample& sample : samples) {
    const double p = 1 / (1 + std::exp(-dot(sample.terms, weights)));
    const double miss = sample.weight * ((sample.right ? 1 : 0) - p);
    const double bend = sample.weight * p * (1 - p);
    for (std::size_t i = 0; i < size; ++i) {
      if (sample.terms[i] == 0) continue;
      slope[i] += miss * sample.terms[i];
      for (std::size_t k = 0; k <= i; ++k) {
        curvature.at(i, k) += bend * sample.terms[i] * sample.terms[k];
      }
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    const double precision = 1 / (priors[i].width * priors[i].width);
    curvature.at(i, i) += precision;
    slope[i] -= precision * (weights[i] - priors[i].mean);
  }
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    if (!fixed[i]) continue;
    slope[i] = 0;
    for (std::size_t k = 0; k < i; ++k) curvature.at(i, k) = 0;
    for (std::size_t k = i + 1; k < size; ++k) curvature.at(k, i) = 0;
  }
  return curvature.solve(std::move(slope));
}

}  // namespace

std::vector<double> fit_logistic(const std::vector<LogisticSample>& samples,
                                 std::span<const LogisticPrior> priors,
                                 const std::vector<bool>& fixed) {
  std::vector<double> weights;
  for (const LogisticPrior& prior : priors) weights.push_back(prior.mean);
  double value = log_posterior(samples, priors, weights);
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<double> step = newton_step(samples, priors, fixed, weights);
    const double longest = std::abs(*std::max_element(
        step.begin(), step.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
    if (longest < kNear) break;
    // Far from the top a whole step may overshoot: half of it, then.
    for (double share = 1; share > kNear; share /= 2) {
      std::vector<double> there = weights;
      for (std::size_t k = 0; k < there.size(); ++k) there[k] += share * step[k];
      const double reached = log_posterior(samples, priors, there);
      if (reached < value) continue;
      weights = std::move(there);
      value = reached;
      break;
    }
  }
  return weights;
}

}  // namespace inkling
