#include "engine/ranking/right_text.h"

#include <algorithm>
#include <string>

#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kEnoughBytes = 160;  // of text: far more than the pieces that are asked for

bool ends_in_word(std::string_view text) {
  const std::string_view last = text.substr(text.size() - last_grapheme_bytes(text));
  std::size_t at = 0;
  return !last.empty() && is_word_character(next_code_point(last, &at));
}

}  // namespace

std::vector<int32_t> pieces_right_of(std::string_view committed, std::string_view right,
                                     const Tokenizer& tokenizer, std::size_t most) {
  std::vector<int32_t> out;
  if (right.empty() || ends_in_word(committed)) return out;
  // The comma says that no sentence begins here, so that its capitals are the words' own.
  const std::vector<Unit> units =
      tokenizer.encode(std::string(", ").append(utf8_head(right, kEnoughBytes))).units;
  for (std::size_t i = 1; i < units.size() && out.size() < most; ++i) {
    const Unit& unit = units[i];
    if (unit.kind == UnitKind::kNewline) break;
    const auto pieces = tokenizer.encode_unit(unit.text);
    out.insert(out.end(), pieces.begin(), pieces.end());
    if (ends_sentence(unit)) break;
  }
  out.resize(std::min(out.size(), most));
  return out;
}

}  // namespace inkling
