// A beam's hypotheses by the trie node they are at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
    for (std::size_t i = 0; i < beam.size() && i < kSlots / 2; ++i) {
      const Hypothesis& h = beam[i];
      if (h.before != 0) continue;
      has_root_ = has_root_ || h.node == Lexicon::kRoot;
      held_[slot_of(h.node) / 64] |= bit_of(h.node);
      if (h.pending != 0 || h.node == Lexicon::kRoot) continue;
      std::size_t slot = slot_of(h.node);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<uint16_t>(i + 1);
    }
  }
  /// Is some hypothesis at the root, or could one be anywhere?
  [[nodiscard]] bool has_root() const { return has_root_; }
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
};

/// Hypotheses of the next beam, of each state only the best by value. Used by one thread.
class NextBeam {
 public:
  void clear() {
    beam_.clear();
    ++stamp_;
  }
  /// `word`: names the finished word in front; states that differ in it alone are kept apart. True
  /// when the state is a new one.
  bool push(const Hypothesis& h, uint32_t word) {
    // So full a table means a beam of which most is pruned anyway.
    if (beam_.size() >= kSlots / 4 * 3) return false;
    const uint64_t key = (static_cast<uint64_t>(h.node) << 32U) ^
                         (static_cast<uint64_t>(word) << 11U) ^
                         (static_cast<uint64_t>(h.pending) * 0x9E3779B1U);
    std::size_t slot = (key * 0x9E3779B97F4A7C15U) >> (64U - kSlotBits);
    while (slots_[slot].stamp == stamp_) {
      Slot& taken = slots_[slot];
      if (taken.key == key) {
        if (h.value < beam_[taken.index].value) beam_[taken.index] = h;
        return false;
      }
      slot = (slot + 1) % kSlots;
    }
    slots_[slot] = {key, stamp_, static_cast<uint32_t>(beam_.size())};
    beam_.push_back(h);
    return true;
  }
  [[nodiscard]] std::vector<Hypothesis>& beam() { return beam_; }

 private:
  static constexpr unsigned kSlotBits = 14;
  static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
  struct Slot {
    uint64_t key = 0;
    uint32_t stamp = 0;
    uint32_t index = 0;
  };
  std::vector<Hypothesis> beam_;
  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
  uint32_t stamp_ = 0;
};

}  // namespace inkling
