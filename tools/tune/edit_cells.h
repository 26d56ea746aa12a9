// The mistakes that the spelling tables tell apart, numbered, so that rates, counts and exposures
// are plain arrays of one shape.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/decoder/spelling.h"

namespace inkling {

enum class EditKind : uint8_t { kSubstitution, kOmission, kInsertion, kTransposition };

inline constexpr std::size_t kEditRows = kSpellingClasses + 1;  // the last one: start of the word
inline constexpr std::size_t kEditCells = 4 * kEditRows * kSpellingClasses;

/// One number for each mistake, at edit_cell(). Zero at cells that cannot occur.
using EditTable = std::array<double, kEditCells>;
/// A word as letter classes (spelling_class).
using LetterClasses = std::vector<uint8_t>;

/// What `row` and `column` are: SpellingCosts says.
constexpr std::size_t edit_cell(EditKind kind, std::size_t row, std::size_t column) {
  return (static_cast<std::size_t>(kind) * kEditRows + row) * kSpellingClasses + column;
}

struct EditCell {
  EditKind kind = EditKind::kSubstitution;
  std::size_t row = 0;
  std::size_t column = 0;
};

constexpr EditCell edit_of(std::size_t cell) {
  const std::size_t rows = cell / kSpellingClasses;
  return {static_cast<EditKind>(rows / kEditRows), rows % kEditRows, cell % kSpellingClasses};
}

/// Is there such a mistake? A letter is not substituted by itself, nor two equal ones transposed.
constexpr bool is_possible(const EditCell& edit) {
  if (edit.kind == EditKind::kOmission || edit.kind == EditKind::kInsertion) return true;
  return edit.row < kSpellingClasses && edit.row != edit.column;
}

/// How often each mistake could have happened in words: letters for substitutions, pairs of
/// letters for omissions and transpositions, places after a letter for insertions.
class EditExposure {
 public:
  void add(std::span<const uint8_t> word, double weight);
  /// A mean word's; `letters` becomes its length. No word added: all zero.
  [[nodiscard]] EditTable per_word(double* letters) const;

 private:
  double words_ = 0;
  std::array<double, kEditRows> singles_{};  // by letter; the start: once a word
  std::array<std::array<double, kSpellingClasses>, kEditRows> pairs_{};
};

}  // namespace inkling
