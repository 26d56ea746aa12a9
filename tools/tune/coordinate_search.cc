#include "tools/tune/coordinate_search.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr double kGrow = 1.6;
constexpr double kShrink = 0.5;
constexpr std::size_t kMostIdle = 2;
constexpr double kSmallest = 0.02;  // of the first step: no use in going on

/// One step if it helps.
bool try_step(std::vector<Coordinate>* at, std::size_t which, double step, Climbable* function,
              double* best) {
  Coordinate& coordinate = (*at)[which];
  const double before = coordinate.value;
  coordinate.value = std::clamp(before + step, coordinate.least, coordinate.most);
  if (coordinate.value != before) {
    const double value = function->evaluate(*at, which);
    if (value > *best) {
      *best = value;
      function->accept();
      return true;
    }
  }
  coordinate.value = before;
  return false;
}

}  // namespace

double coordinate_search(std::vector<Coordinate>* at, Climbable* function, double start,
                         const SearchOptions& options,
                         const std::function<void(std::size_t, double)>& on_round) {
  double best = start;
  std::vector<double> smallest;
  for (const Coordinate& coordinate : *at) smallest.push_back(kSmallest * coordinate.step);
  std::vector<double> direction(at->size(), 1);
  std::size_t idle = 0;
  for (std::size_t round = 1; round <= options.most_rounds; ++round) {
    const double before = best;
    for (std::size_t i = 0; i < at->size(); ++i) {
      double& step = (*at)[i].step;
      if (step < smallest[i]) continue;
      bool moved = try_step(at, i, direction[i] * step, function, &best);
      if (!moved) {
        direction[i] = -direction[i];
        moved = try_step(at, i, direction[i] * step, function, &best);
      }
      step *= moved ? kGrow : kShrink;
    }
    on_round(round, best);
    // The first rounds may have stepped too far everywhere.
    idle = best - before < options.least_gain ? idle + 1 : 0;
    if (idle == kMostIdle) break;
  }
  return best;
}

}  // namespace inkling
