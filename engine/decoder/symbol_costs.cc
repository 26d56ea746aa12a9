#include "engine/decoder/symbol_costs.h"

#include <algorithm>

#include "engine/decoder/word_columns.h"
#include "engine/lexicon/text_key.h"

namespace inkling {

SymbolClasses::SymbolClasses(const Lexicon& lexicon)
    : size_(std::min(lexicon.alphabet().size(), kSymbols)) {
  spelling_[0] = static_cast<uint8_t>(kSpellingStart);
  for (std::size_t symbol = 1; symbol < size_; ++symbol) {
    const char32_t letter = lexicon.alphabet()[symbol];
    letters_[symbol] = letter;
    bases_[symbol] = base_letter(letter);
    spelling_[symbol] = static_cast<uint8_t>(spelling_class(letter));
    if (is_key_apostrophe(letter)) apostrophe_ = static_cast<uint8_t>(symbol);
  }
}

void SymbolCosts::assign(const SymbolClasses& symbols, const PressCosts& press) {
  for (std::size_t i = 1; i < symbols.size(); ++i) {
    const auto symbol = static_cast<uint8_t>(i);
    hit_[i] = press.hit(symbols.letter(symbol), symbols.base(symbol));
    same_[i] = press.is_letter(symbols.letter(symbol), symbols.base(symbol)) ? 1 : 0;
    clean_[i] = hit_[i] < kCleanPress ? 1 : 0;
  }
}

}  // namespace inkling
