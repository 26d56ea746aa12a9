// All ways in which a word can have become what was typed: forward-backward over one pair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tools/tune/edit_cells.h"

namespace inkling {

/// A memoryless transducer (Ristad and Yianilos, Learning string-edit distance, 1998) whose
/// mistakes depend on the place of the meant word. A letter kept has rate 1, as in the decoder,
/// where a clean press costs nothing. Keeps its buffers from pair to pair: one thread.
class EditLattice {
 public:
  /// Prefixes whose lengths differ by more are not explained as each other.
  static constexpr std::size_t kBand = 4;

  /// log of the summed products of rates over all alignments; very low when there is none.
  double log_likelihood(std::span<const uint8_t> meant, std::span<const uint8_t> typed,
                        const EditTable& rates);
  /// The same; adds `weight` times the expected number of each mistake to `counts`.
  double expect(std::span<const uint8_t> meant, std::span<const uint8_t> typed,
                const EditTable& rates, double weight, EditTable* counts);

 private:
  /// Calls fn(state to, cell) for each step out of the state; kEditCells: a letter kept.
  template <typename Fn>
  void for_each_step(std::size_t i, std::size_t j, Fn&& fn) const;
  [[nodiscard]] std::size_t state(std::size_t i, std::size_t j) const {
    return i * (typed_.size() + 1) + j;
  }
  double run_forward(const EditTable& rates);

  std::span<const uint8_t> meant_;
  std::span<const uint8_t> typed_;
  std::vector<double> forward_;
  std::vector<double> backward_;
};

}  // namespace inkling
