// Climbs a function of many numbers along one of them at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace inkling {

struct Coordinate {
  std::string name;
  double value = 0;
  double step = 0.5;  // tried first; grows where it helps, shrinks where it does not
  double least = 0;
  double most = 100;
};

/// What is climbed. It may keep what it worked out for the point that was accepted last, and work
/// out anew only what depends on the coordinate that changed.
class Climbable {
 public:
  virtual ~Climbable() = default;
  /// The value at the point; it differs from the accepted one at `changed` alone.
  virtual double evaluate(std::span<const Coordinate> at, std::size_t changed) = 0;
  /// The point given last is the one to go on from.
  virtual void accept() = 0;
};

struct SearchOptions {
  std::size_t most_rounds = 14;  // through all coordinates
  double least_gain = 2e-5;      // of a round; two with less end the search
};

/// Moves `at` to where no step along any coordinate helps, or the rounds end, and returns the value
/// there. `start`: the value at the beginning, accepted already. Deterministic.
double coordinate_search(std::vector<Coordinate>* at, Climbable* function, double start,
                         const SearchOptions& options,
                         const std::function<void(std::size_t round, double value)>& on_round);

}  // namespace inkling
