// Ids in place of pointers, for callers that may get them wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "platform/mutex.h"

namespace inkling {

/// Objects by id. An id is a place in a table with the kind and the generation of what it was given
/// for, so that one of another kind, one that was taken out, and one that was made up find nothing.
/// Thread-safe; objects live on while somebody holds what find() gave.
///
/// Bits of an id, from the top: 4 kind, 28 generation, 32 place. Neither kind nor generation is
/// ever 0, so 0 is no id; the top bit is never set, so an id fits Java's long without a sign.
template <typename T>
class HandleTable {
 public:
  /// `kind`: 1 to 7. At most `most` objects at a time.
  HandleTable(uint64_t kind, std::size_t most) : kind_(kind), most_(most) {}

  /// 0 when the table is full.
  uint64_t add(std::shared_ptr<T> object) {
    const MutexLock lock(mutex_);
    if (free_.empty()) {
      if (slots_.size() >= most_) return 0;
      free_.reserve(slots_.size() + 1);  // remove() must not have to ask for memory
      slots_.push_back({});
      free_.push_back(static_cast<uint32_t>(slots_.size() - 1));
    }
    const uint32_t place = free_.back();
    free_.pop_back();
    Slot& slot = slots_[place];
    slot.object = std::move(object);
    return kind_ << kKindShift | slot.generation << kGenerationShift | place;
  }

  /// Null when the id is of nothing that is open.
  [[nodiscard]] std::shared_ptr<T> find(uint64_t id) const {
    const MutexLock lock(mutex_);
    const auto place = place_of(id);
    if (!place || slots_[*place].generation != generation_of(id)) return nullptr;
    return slots_[*place].object;
  }

  /// Was this id ever given?
  [[nodiscard]] bool was_given(uint64_t id) const {
    const MutexLock lock(mutex_);
    const auto place = place_of(id);
    if (!place) return false;
    const Slot& slot = slots_[*place];
    return generation_of(id) < slot.generation ||
           (generation_of(id) == slot.generation && slot.object != nullptr);
  }

  /// Takes an object out; null when the id is of nothing that is open.
  std::shared_ptr<T> remove(uint64_t id) {
    const MutexLock lock(mutex_);
    const auto place = place_of(id);
    if (!place || slots_[*place].generation != generation_of(id)) return nullptr;
    Slot& slot = slots_[*place];
    if (slot.object == nullptr) return nullptr;
    std::shared_ptr<T> out = std::exchange(slot.object, nullptr);
    // A place that has used up its generations is given up: an old id must never find again.
    if (++slot.generation < kMostGenerations) free_.push_back(*place);
    return out;
  }

  /// All that are open now.
  [[nodiscard]] std::vector<std::shared_ptr<T>> all() const {
    const MutexLock lock(mutex_);
    std::vector<std::shared_ptr<T>> out;
    for (const Slot& slot : slots_) {
      if (slot.object != nullptr) out.push_back(slot.object);
    }
    return out;
  }

 private:
  static constexpr unsigned kKindShift = 60;
  static constexpr unsigned kGenerationShift = 32;
  static constexpr uint64_t kMostGenerations = uint64_t{1} << (kKindShift - kGenerationShift);
  struct Slot {
    std::shared_ptr<T> object;
    uint64_t generation = 1;
  };

  static uint64_t generation_of(uint64_t id) {
    return (id >> kGenerationShift) & (kMostGenerations - 1);
  }
  /// Generation 0 is nobody's.
  [[nodiscard]] std::optional<uint32_t> place_of(uint64_t id) const INKLING_REQUIRES(mutex_) {
    const auto place = static_cast<uint32_t>(id);
    if (id >> kKindShift != kind_ || place >= slots_.size() || generation_of(id) == 0) return {};
    return place;
  }

  const uint64_t kind_;
  const std::size_t most_;
  mutable Mutex mutex_;
  std::vector<Slot> slots_ INKLING_GUARDED_BY(mutex_);
  std::vector<uint32_t> free_ INKLING_GUARDED_BY(mutex_);  // places
};

}  // namespace inkling
