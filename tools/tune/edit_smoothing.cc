#include "tools/tune/edit_smoothing.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inkling {
namespace {

constexpr std::size_t kSounds = 4;  // vowel, consonant, another letter, start of the word
constexpr std::size_t kLevels = 3;
constexpr std::size_t kClasses = 4 * kSounds * kSounds * 2 * kSpellingClasses;
constexpr double kLeastCount = 1e-3;  // keeps a kind that never happened from rate 0

std::size_t sound_of(std::size_t letter) {
  if (letter == kSpellingStart) return 3;
  if (letter >= 26) return 2;
  constexpr std::string_view kVowels = "aeiouy";
  return kVowels.find(static_cast<char>('a' + letter)) == std::string_view::npos ? 1 : 0;
}

/// The class of a mistake: level 0 is the widest.
std::size_t class_of(std::size_t cell, std::size_t level) {
  const EditCell edit = edit_of(cell);
  std::size_t id = static_cast<std::size_t>(edit.kind);
  id = id * kSounds + (level > 0 ? sound_of(edit.row) : 0);
  id = id * kSounds + (level > 0 ? sound_of(edit.column) : 0);
  id = id * 2 + (level > 0 && edit.row == edit.column ? 1 : 0);
  // Two letters transposed are known by their pair; no single one of them says much.
  const bool by_letter = level > 1 && edit.kind != EditKind::kTransposition;
  return id * kSpellingClasses + (by_letter ? edit.column : 0);
}

struct Evidence {
  double count = 0;
  double exposure = 0;
};

double shrunk(const Evidence& seen, double prior, double strength) {
  if (strength <= 0) return seen.exposure > 0 ? seen.count / seen.exposure : 0;
  return (seen.count + strength) / (seen.exposure + strength / prior);
}

}  // namespace

EditTable smoothed_rates(const EditTable& counts, const EditTable& exposure, double strength) {
  std::array<std::array<Evidence, kClasses>, kLevels> classes{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    for (std::size_t level = 0; level < kLevels; ++level) {
      Evidence& seen = classes.at(level).at(class_of(cell, level));
      seen.count += counts.at(cell);
      seen.exposure += exposure.at(cell);
    }
  }
  EditTable rates{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    if (!is_possible(edit_of(cell))) continue;
    const Evidence& all = classes.at(0).at(class_of(cell, 0));
    double rate = all.exposure > 0 ? std::max(all.count, kLeastCount) / all.exposure : 0;
    if (rate == 0) continue;
    for (std::size_t level = 1; level < kLevels; ++level) {
      rate =
          strength > 0 ? shrunk(classes.at(level).at(class_of(cell, level)), rate, strength) : rate;
    }
    rates.at(cell) = shrunk({counts.at(cell), exposure.at(cell)}, rate, strength);
  }
  return rates;
}

}  // namespace inkling
