// What letters cost, by the lexicon's symbols: a step over the trie looks no letter up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/decoder/channel.h"
#include "engine/lexicon/lexicon.h"

namespace inkling {

/// What the channel knows of each symbol of a lexicon's alphabet, whatever is pressed. Symbol 0
/// stands for the start of a word. Immutable; borrows the lexicon.
class SymbolClasses {
 public:
  static constexpr std::size_t kSymbols = 256;

  explicit SymbolClasses(const Lexicon& lexicon);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] char32_t letter(uint8_t symbol) const { return letters_[symbol]; }
  [[nodiscard]] char32_t base(uint8_t symbol) const { return bases_[symbol]; }
  /// The spelling class, of symbol 0 kSpellingStart.
  [[nodiscard]] uint8_t spelling(uint8_t symbol) const { return spelling_[symbol]; }
  /// The symbol of the apostrophe; 0 where no word has one.
  [[nodiscard]] uint8_t apostrophe() const { return apostrophe_; }

 private:
  std::size_t size_ = 1;
  uint8_t apostrophe_ = 0;
  std::array<char32_t, kSymbols> letters_{};
  std::array<char32_t, kSymbols> bases_{};
  std::array<uint8_t, kSymbols> spelling_{};
};

/// The costs of one press by symbol, worked out once per step.
class SymbolCosts {
 public:
  void assign(const SymbolClasses& symbols, const PressCosts& press);

  /// PressCosts::hit() and is_letter().
  [[nodiscard]] float hit(uint8_t symbol) const { return hit_[symbol]; }
  [[nodiscard]] bool is_letter(uint8_t symbol) const { return same_[symbol] != 0; }
  /// May the press be a clean hit of it?
  [[nodiscard]] bool is_clean(uint8_t symbol) const { return clean_[symbol] != 0; }

 private:
  std::array<float, SymbolClasses::kSymbols> hit_{};
  std::array<uint8_t, SymbolClasses::kSymbols> same_{};
  std::array<uint8_t, SymbolClasses::kSymbols> clean_{};
};

}  // namespace inkling
