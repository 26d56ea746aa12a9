// Pruned n-gram counts of pieces, mixed into the model's distribution.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/model/bit_sequence.h"
#include "engine/model/packed_numbers.h"
#include "platform/mapped_file.h"
#include "platform/result.h"

namespace inkling {

/// Interpolated Kneser-Ney n-grams (Chen and Goodman 1999) of a pack's ngrams.bin, memory-mapped.
/// The file's tables are those that training/inkling_training/ngram_file.py writes. What the
/// entries of a context leave of its probability goes to the lower orders, so that it is a
/// distribution however the entries are rounded. Immutable and thread-safe. A damaged file is safe
/// to ask, though its answers are then of no use: every index is checked where it is used, so that
/// opening reads no more of it than the probabilities of order 2.
class NgramTable {
 public:
  static constexpr std::size_t kOrders = 5;
  /// Mixture weights by the longest context that was found and by how much it hands down.
  static constexpr std::size_t kBins = 5;

  /// kNotFound, kIo, kUnsupported (another version), kCorrupt (sizes, weights).
  static Result<std::unique_ptr<NgramTable>> open(const std::string& path);
  /// As open(), from bytes that begin at a multiple of 4.
  static Result<std::unique_ptr<NgramTable>> from_bytes(std::vector<std::byte> bytes);

  [[nodiscard]] std::size_t vocab_size() const { return base_.size(); }

  /// values[w] = (1 - a) values[w] / total + a P(w | context) for each of the V pieces, with the
  /// weight a of the context's cell: probabilities, where `values` sum up to `total`. `context`
  /// ends with the last committed piece. When `values` has another size than the vocabulary, they
  /// are divided by `total` and nothing else.
  void mix(std::span<const int32_t> context, float total, std::span<float> values) const;
  /// The same for one piece: returns its mixed log probability.
  [[nodiscard]] double mix_one(std::span<const int32_t> context, int32_t piece,
                               double log_prob) const;
  /// P(piece | context) of the n-grams alone; 0 for a piece that does not exist.
  [[nodiscard]] double probability(std::span<const int32_t> context, int32_t piece) const;
  /// The file's pages may go: they are read again when needed.
  void release_pages() const { file_.release_pages(); }

 private:
  friend class NgramGap;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// The n-grams of one order, as in the file; index 0 is order 2, below which lie the pieces.
  struct Level {
    std::size_t contexts = 0;
    BitSequence continued;  // which entries of the order below are contexts of this one
    BitSequence last;       // which entries are the last of their context
    PackedNumbers pieces;   // of each entry
    PackedNumbers own;      // probability of each entry, as its code
  };
  /// Entries of one context.
  struct Found {
    bool known = false;
    std::size_t begin = 0, end = 0;  // entries
    float backoff = 1;               // what the entries leave
  };
  using Match = std::array<Found, kOrders - 1>;  // by order - 2

  NgramTable() = default;
  Status attach(std::span<const std::byte> data);
  void weigh_pieces();
  [[nodiscard]] Match match(std::span<const int32_t> context) const;
  [[nodiscard]] Found context_at(std::size_t level, std::size_t place) const;
  /// The entry of `piece` in a context's range, or kNone.
  [[nodiscard]] std::size_t entry(std::size_t level, const Found& found, int32_t piece) const;
  /// What an entry adds to the probability of its piece.
  [[nodiscard]] double own_probability(std::size_t level, std::size_t at) const;
  [[nodiscard]] double weight(const Match& match) const;
  [[nodiscard]] double probability(const Match& match, int32_t piece) const;

  MappedFile file_;
  std::vector<std::byte> owned_;
  std::array<Level, kOrders - 1> levels_;
  std::array<float, kOrders* kBins> weights_ = {};
  std::vector<float> base_;     // P of each piece
  std::vector<float> backoff_;  // of each piece as a context, which may have many entries
};

}  // namespace inkling
