#include "tools/tune/edit_cells.h"

namespace inkling {

void EditExposure::add(std::span<const uint8_t> word, double weight) {
  words_ += weight;
  std::size_t before = kSpellingStart;
  singles_.at(before) += weight;
  for (const uint8_t letter : word) {
    singles_.at(letter) += weight;
    pairs_.at(before).at(letter) += weight;
    before = letter;
  }
}

EditTable EditExposure::per_word(double* letters) const {
  EditTable exposure{};
  *letters = 0;
  if (words_ <= 0) return exposure;
  for (std::size_t letter = 0; letter < kSpellingClasses; ++letter) *letters += singles_.at(letter);
  *letters /= words_;
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    const EditCell edit = edit_of(cell);
    if (!is_possible(edit)) continue;
    const bool alone = edit.kind == EditKind::kSubstitution || edit.kind == EditKind::kInsertion;
    const double count = alone ? singles_.at(edit.row) : pairs_.at(edit.row).at(edit.column);
    exposure.at(cell) = count / words_;
  }
  return exposure;
}

}  // namespace inkling
