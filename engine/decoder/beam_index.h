// A beam's hypotheses by the trie node they are at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/lexicon/lexicon.h"

namespace inkling {

/// A partial explanation of the keys.
struct Hypothesis {
  LexiconNode node = 0;
  float cost = 0;
  uint32_t before = 0;   // index + 1 of the finished word in front, 0: none
  char32_t pending = 0;  // a transposed letter that the next key must be
  bool slipped = false;  // some key is not the letter it stands for
};

/// Finds the one-word hypothesis at a node in constant time. Used by one thread.
class BeamIndex {
 public:
  /// Borrows the beam until the next call.
  void assign(std::span<const Hypothesis> beam) {
    beam_ = beam;
    slots_.fill(0);
    for (std::size_t i = 0; i < beam.size() && i < kSlots / 2; ++i) {
      const Hypothesis& h = beam[i];
      if (h.pending != 0 || h.before != 0 || h.node == Lexicon::kRoot) continue;
      std::size_t slot = slot_of(h.node);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<uint16_t>(i + 1);
    }
  }
  /// Null when no hypothesis is there.
  [[nodiscard]] const Hypothesis* find(LexiconNode node) const {
    for (std::size_t slot = slot_of(node); slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      const Hypothesis& h = beam_[slots_[slot] - 1U];
      if (h.node == node) return &h;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t kSlots = 1024;
  static std::size_t slot_of(LexiconNode node) { return (node * 2654435761U) >> 22U; }

  std::span<const Hypothesis> beam_;
  std::array<uint16_t, kSlots> slots_{};
};

}  // namespace inkling
