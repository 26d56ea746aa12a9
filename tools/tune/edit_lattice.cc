#include "tools/tune/edit_lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkling {
namespace {

double step_rate(const EditTable& rates, std::size_t cell) {
  return cell == kEditCells ? 1.0 : rates[cell];
}

}  // namespace

template <typename Fn>
void EditLattice::for_each_step(std::size_t i, std::size_t j, Fn&& fn) const {
  const std::size_t before = i == 0 ? kSpellingStart : meant_[i - 1];
  const bool more_meant = i < meant_.size();
  const bool more_typed = j < typed_.size();
  if (more_typed && j < i + kBand) {
    fn(state(i, j + 1), edit_cell(EditKind::kInsertion, before, typed_[j]));
  }
  if (!more_meant) return;
  if (i < j + kBand) fn(state(i + 1, j), edit_cell(EditKind::kOmission, before, meant_[i]));
  if (!more_typed) return;
  const bool kept = meant_[i] == typed_[j];
  fn(state(i + 1, j + 1),
     kept ? kEditCells : edit_cell(EditKind::kSubstitution, meant_[i], typed_[j]));
  if (!kept && i + 1 < meant_.size() && j + 1 < typed_.size() && meant_[i] == typed_[j + 1] &&
      meant_[i + 1] == typed_[j]) {
    fn(state(i + 2, j + 2), edit_cell(EditKind::kTransposition, meant_[i], meant_[i + 1]));
  }
}

double EditLattice::run_forward(const EditTable& rates) {
  forward_.assign((meant_.size() + 1) * (typed_.size() + 1), 0.0);
  forward_[0] = 1;
  for (std::size_t i = 0; i <= meant_.size(); ++i) {
    for (std::size_t j = 0; j <= typed_.size(); ++j) {
      const double here = forward_[state(i, j)];
      if (here == 0) continue;
      for_each_step(i, j, [&](std::size_t to, std::size_t cell) {
        forward_[to] += here * step_rate(rates, cell);
      });
    }
  }
  // A typo has a handful of mistakes: the product stays far above the smallest double.
  return std::max(forward_.back(), std::numeric_limits<double>::min());
}

double EditLattice::log_likelihood(std::span<const uint8_t> meant, std::span<const uint8_t> typed,
                                   const EditTable& rates) {
  meant_ = meant;
  typed_ = typed;
  return std::log(run_forward(rates));
}

double EditLattice::expect(std::span<const uint8_t> meant, std::span<const uint8_t> typed,
                           const EditTable& rates, double weight, EditTable* counts) {
  meant_ = meant;
  typed_ = typed;
  const double total = run_forward(rates);
  backward_.assign(forward_.size(), 0.0);
  backward_.back() = 1;
  for (std::size_t i = meant_.size() + 1; i-- > 0;) {
    for (std::size_t j = typed_.size() + 1; j-- > 0;) {
      const std::size_t from = state(i, j);
      if (forward_[from] == 0) continue;
      for_each_step(i, j, [&](std::size_t to, std::size_t cell) {
        const double rest = step_rate(rates, cell) * backward_[to];
        backward_[from] += rest;
        if (cell != kEditCells) (*counts)[cell] += weight * forward_[from] * rest / total;
      });
    }
  }
  return std::log(total);
}

}  // namespace inkling
