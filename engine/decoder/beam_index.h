// A beam's hypotheses by the trie node they are at.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/lexicon/lexicon.h"

namespace inkling {

/// A partial explanation of the keys.
struct Hypothesis {
  LexiconNode node = 0;
  float cost = 0;
  uint32_t before = 0;   // index + 1 of the finished word in front, 0: none
  char32_t pending = 0;  // a transposed letter that the next key must be
  bool slipped = false;  // some key is not the letter it stands for
  uint8_t depth = 0;     // letters from the root to the node: at most two a key
  float value = 0;       // what pruning compares, lower is better
};

/// Finds the one-word hypothesis at a node in constant time, and says where none can be. Used by
/// one thread.
class BeamIndex {
 public:
  /// Borrows the beam until the next call.
  void assign(std::span<const Hypothesis> beam) {
    beam_ = beam;
    slots_.fill(0);
    held_.fill(0);
    has_root_ = beam.size() > kSlots / 2;
    highest_ = std::numeric_limits<uint8_t>::max();
    deepest_ = 0;
    for (std::size_t i = 0; i < beam.size() && i < kSlots / 2; ++i) {
      const Hypothesis& h = beam[i];
      if (h.before != 0) continue;
      if (h.node == Lexicon::kRoot) {
        has_root_ = true;
        continue;
      }
      held_[slot_of(h.node) / 64] |= bit_of(h.node);
      highest_ = std::min(highest_, h.depth);
      deepest_ = std::max(deepest_, h.depth);
      if (h.pending != 0) continue;
      std::size_t slot = slot_of(h.node);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<uint16_t>(i + 1);
    }
  }
  /// Is some hypothesis at the root, or could one be anywhere?
  [[nodiscard]] bool has_root() const { return has_root_; }
  /// Letters from the root to the hypotheses that are not at it: from, to; none where the first is
  /// more.
  [[nodiscard]] std::size_t highest() const { return highest_; }
  [[nodiscard]] std::size_t deepest() const { return deepest_; }
  /// False when no hypothesis is at the node, a pending one included.
  [[nodiscard]] bool may_hold(LexiconNode node) const {
    return (held_[slot_of(node) / 64] & bit_of(node)) != 0;
  }
  /// Null when no hypothesis is there.
  [[nodiscard]] const Hypothesis* find(LexiconNode node) const {
    if (!may_hold(node)) return nullptr;
    for (std::size_t slot = slot_of(node); slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      const Hypothesis& h = beam_[slots_[slot] - 1U];
      if (h.node == node) return &h;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t kSlots = 1024;
  static std::size_t slot_of(LexiconNode node) { return (node * 2654435761U) >> 22U; }
  static uint64_t bit_of(LexiconNode node) { return uint64_t{1} << (slot_of(node) % 64); }

  std::span<const Hypothesis> beam_;
  std::array<uint16_t, kSlots> slots_{};
  std::array<uint64_t, kSlots / 64> held_{};  // a bit for each slot that some node names
  bool has_root_ = false;
  uint8_t highest_ = 0;
  uint8_t deepest_ = 0;
};

}  // namespace inkling
