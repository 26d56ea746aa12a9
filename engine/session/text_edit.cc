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

TextEdit text_edit(TextSides before, TextSides after, std::string_view composing) {
  const std::string_view was = before.committed;
  const std::string_view is = after.committed;
  const std::size_t most = std::min(was.size(), is.size());
  std::size_t same = 0;
  while (same < most && was[same] == is[same]) ++same;
  // Two code points may begin alike.
  while (same > 0 && ((same < was.size() && is_continuation_byte(was[same])) ||
                      (same < is.size() && is_continuation_byte(is[same])))) {
    --same;
  }
  TextEdit out;
  out.erased_bytes = was.size() - same;
  out.erased_utf16 = utf16_units(was.substr(same));
  out.erased_after_bytes = before.right.size() - std::min(before.right.size(), after.right.size());
  out.erased_after_utf16 = utf16_units(before.right.substr(0, out.erased_after_bytes));
  out.inserted = is.substr(same);
  out.composing = composing;
  return out;
}

}  // namespace inkling
