#include "tools/tune/finger_rates.h"

#include <cmath>

namespace inkling {
namespace {

constexpr float kAdjacent = 1.5F;  // squared distance in key widths: the six keys around one
constexpr std::size_t kLetters = 26;

bool are_neighbours(const Layout& layout, std::size_t a, std::size_t b) {
  const auto letter = [](std::size_t c) { return static_cast<char32_t>(U'a' + c); };
  const auto distance = layout.distance_squared(letter(a), letter(b));
  return distance && *distance < kAdjacent;
}

double finger_cost(const ChannelParams& params, const Layout& layout, const EditCell& edit) {
  const bool start = edit.row == kSpellingStart;
  const bool repeat = edit.row == edit.column;
  const bool near = !start && are_neighbours(layout, edit.row, edit.column);
  const double first = start ? params.first_letter : 0;
  switch (edit.kind) {
    case EditKind::kSubstitution:
      return near ? params.neighbour : params.far;
    case EditKind::kOmission:
      return first + (repeat ? params.omission_repeat : params.omission);
    case EditKind::kInsertion:
      if (repeat) return params.extra_repeat;
      return first + (near ? params.extra_neighbour : params.extra);
    case EditKind::kTransposition:
      return params.transposition;
  }
  return params.far;
}

}  // namespace

EditTable finger_rates(const ChannelParams& params, const Layout& layout) {
  EditTable rates{};
  for (std::size_t cell = 0; cell < kEditCells; ++cell) {
    const EditCell edit = edit_of(cell);
    const bool letters =
        edit.column < kLetters && (edit.row < kLetters || edit.row == kSpellingStart);
    if (letters && is_possible(edit)) {
      rates.at(cell) = std::exp(-finger_cost(params, layout, edit));
    }
  }
  return rates;
}

}  // namespace inkling
