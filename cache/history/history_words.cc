#include "cache/history/history_words.h"

#include <algorithm>
#include <utility>

#include "cache/history/history_rules.h"
#include "cache/history/sparing_growth.h"

namespace inkling {
namespace {

constexpr std::size_t kFewestSlots = 64;

/// FNV-1a of the key; its upper bits are mixed into the lower ones, which choose the slot.
std::size_t hash_of(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<uint8_t>(lower_ascii(c))) * 0x100000001B3U;
  }
  return static_cast<std::size_t>(hash ^ hash >> 32U);
}

bool same_key(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return lower_ascii(x) == lower_ascii(y);
         });
}

}  // namespace

void HistoryWords::clear() {
  words_.assign(1, Word());
  slots_.assign(kFewestSlots, kNone);
  size_ = 0;
  ++changes_;
}

/// Where the word is, or the free place where it would be.
std::size_t HistoryWords::slot(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash_of(text) & mask;
  while (slots_[at] != kNone && !same_key(words_[slots_[at]].text, text)) at = (at + 1) & mask;
  return at;
}

HistoryWords::Id HistoryWords::find(std::string_view text) const { return slots_[slot(text)]; }

HistoryWords::Id HistoryWords::add(std::string_view text) {
  if (const Id known = find(text); known != kNone) return known;
  if ((size_ + 1) * 4 > slots_.size() * 3) grow_slots();
  const auto id = static_cast<Id>(words_.size());
  make_room(&words_, 1);
  words_.push_back({std::string(text), 0, 0, 0, true});
  slots_[slot(text)] = id;
  ++size_;
  ++changes_;
  return id;
}

void HistoryWords::grow_slots() {
  const std::vector<Id> old = std::exchange(slots_, std::vector<Id>(slots_.size() * 2, kNone));
  for (const Id id : old) {
    if (id != kNone) slots_[slot(words_[id].text)] = id;
  }
}

void HistoryWords::erase(Id id) {
  if (id == kNone || !words_[id].alive) return;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = slot(words_[id].text);
  slots_[at] = kNone;
  words_[id] = Word();
  --size_;
  ++changes_;
  // Those behind it, up to the next gap, may have wanted its place.
  for (at = (at + 1) & mask; slots_[at] != kNone; at = (at + 1) & mask) {
    const Id moved = std::exchange(slots_[at], kNone);
    slots_[slot(words_[moved].text)] = moved;
  }
}

std::vector<HistoryWords::Id> HistoryWords::in_order(std::string_view key) const {
  std::vector<std::pair<std::string, Id>> keys;
  for (Id id = 1; id < words_.size(); ++id) {
    const Word& word = words_[id];
    if (word.alive && begins_with_key(word.text, key))
      keys.emplace_back(history_key(word.text), id);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<Id> out;
  out.reserve(keys.size());
  for (const auto& [text, id] : keys) out.push_back(id);
  return out;
}

}  // namespace inkling
