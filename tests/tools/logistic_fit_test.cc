#include "tools/tune/logistic_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace inkling {
namespace {

double odds(double p) { return std::log(p / (1 - p)); }

std::vector<LogisticSample> times(double term, int right, int wrong) {
  return {{{1, term}, true, double(right)}, {{1, term}, false, double(wrong)}};
}

TEST(LogisticFit, FindsTheOddsOfTwoGroups) {
  std::vector<LogisticSample> samples = times(0, 30, 70);
  for (auto& sample : times(1, 80, 20)) samples.push_back(sample);
  const std::vector<LogisticPrior> priors = {{0, 1e4}, {0, 1e4}};
  const std::vector<double> weights = fit_logistic(samples, priors);
  EXPECT_NEAR(weights[0], odds(0.3), 1e-4);
  EXPECT_NEAR(weights[0] + weights[1], odds(0.8), 1e-4);
}

TEST(LogisticFit, WithoutEvidenceThePriorStands) {
  const std::vector<LogisticPrior> priors = {{0.5, 3}, {-2, 3}};
  EXPECT_EQ(fit_logistic({}, priors), (std::vector<double>{0.5, -2}));
  const std::vector<double> weights = fit_logistic(times(0, 9, 1), priors);
  EXPECT_NEAR(weights[1], -2, 1e-9);  // its term never occurred
  EXPECT_GT(weights[0], 1);
}

TEST(LogisticFit, EvidenceThatNothingContradictsStaysFinite) {
  const std::vector<LogisticPrior> priors = {{0, 3}, {0, 3}};
  const std::vector<double> weights = fit_logistic(times(1, 1000, 0), priors);
  EXPECT_TRUE(std::isfinite(weights[0]));
  EXPECT_GT(weights[0] + weights[1], 3);
  EXPECT_LT(weights[0] + weights[1], 30);
}

TEST(LogisticFit, FixedWeightsStay) {
  const std::vector<LogisticPrior> priors = {{0, 3}, {1.5, 3}};
  const std::vector<double> weights = fit_logistic(times(1, 1, 99), priors, {false, true});
  EXPECT_EQ(weights[1], 1.5);
  EXPECT_LT(weights[0], -3);
}

}  // namespace
}  // namespace inkling
