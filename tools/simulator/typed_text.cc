#include "tools/simulator/typed_text.h"

namespace inkling {
namespace {

constexpr std::array<const char*, kSlipKinds> kSlipNames = {
    "substitution",  "letter_as_space", "wrong_key",       "omission",    "repeat",    "co_press",
    "transposition", "space_omitted",   "space_as_letter", "extra_space", "taken_back"};

}  // namespace

std::vector<Stroke> kept_strokes(const std::vector<Stroke>& strokes) {
  std::vector<Stroke> kept;
  for (const Stroke& stroke : strokes) {
    if (stroke.kind != StrokeKind::kBackspace) {
      kept.push_back(stroke);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  return kept;
}

std::string typed_text(const std::vector<Stroke>& strokes) {
  std::string text;
  for (const Stroke& stroke : kept_strokes(strokes)) {
    text += stroke.kind == StrokeKind::kSpace ? " " : stroke.text;
  }
  return text;
}

const char* slip_name(SlipKind kind) { return kSlipNames.at(static_cast<std::size_t>(kind)); }

}  // namespace inkling
