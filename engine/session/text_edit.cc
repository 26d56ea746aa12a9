#include "engine/text_edit.h"

#include <algorithm>

#include "tokenizer/utf8_bytes.h"

namespace inkling {
namespace {

/// The first of four bytes: two UTF-16 units.
bool is_beyond_bmp(char byte) { return static_cast<unsigned char>(byte) >= 0xF0U; }

}  // namespace

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    if (!is_continuation_byte(byte)) units += is_beyond_bmp(byte) ? 2 : 1;
  }
  return units;
}

TextEdit text_edit(std::string_view before, std::string_view after, std::string_view composing) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t same = 0;
  while (same < most && before[same] == after[same]) ++same;
  // Two code points may begin alike.
  while (same > 0 && ((same < before.size() && is_continuation_byte(before[same])) ||
                      (same < after.size() && is_continuation_byte(after[same])))) {
    --same;
  }
  return {before.size() - same, utf16_units(before.substr(same)), std::string(after.substr(same)),
          std::string(composing)};
}

}  // namespace inkling
