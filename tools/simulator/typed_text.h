// What a simulated person pressed.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

enum class StrokeKind { kKey, kSpace, kBackspace };

/// One press.
struct Stroke {
  StrokeKind kind = StrokeKind::kKey;
  std::string text;            // kKey: the character, lower case
  std::optional<Touch> touch;  // where, for keys of the layout
  double wait_ms = 0;          // since the press before
};

/// A word of a line with its presses; or what stands between two words.
struct TypedPart {
  std::size_t begin = 0;  // what was meant: a byte range of the line
  std::size_t end = 0;
  bool is_word = false;  // two words whose space was missed are one part: "left right"
  std::vector<Stroke> strokes;
};

/// The presses that backspaces left over.
std::vector<Stroke> kept_strokes(const std::vector<Stroke>& strokes);
/// The text that presses leave behind.
std::string typed_text(const std::vector<Stroke>& strokes);

/// Everything that can go wrong.
enum class SlipKind {
  kSubstitution,  // the touch landed on another letter
  kLetterAsSpace,
  kWrongKey,
  kOmission,
  kRepeat,
  kCoPress,
  kTransposition,
  kSpaceOmitted,
  kSpaceAsLetter,
  kExtraSpace,
  kTakenBack,  // a slip that the person saw and corrected
};
inline constexpr std::size_t kSlipKinds = 11;
/// "substitution", "letter_as_space", …
const char* slip_name(SlipKind kind);
using SlipCounts = std::array<std::size_t, kSlipKinds>;

}  // namespace inkling
