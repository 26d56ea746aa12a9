#include "demo_keyboard/text_layout.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "tokenizer/utf8.h"

namespace inkling {

int terminal_columns(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

int text_columns(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();)
    columns += terminal_columns(next_code_point(text, &at));
  return columns;
}

std::string fit_columns(std::string_view text, int columns) {
  if (text_columns(text) <= columns) return std::string(text);
  std::size_t end = 0;
  int used = 0;
  while (end < text.size()) {
    std::size_t next = end;
    used += terminal_columns(next_code_point(text, &next));
    if (used > columns - 1) break;
    end = next;
  }
  return columns < 1 ? std::string() : std::string(text.substr(0, end)) + "…";
}

std::vector<TextLine> lay_out(std::string_view text, std::size_t composing_bytes, int columns) {
  const int limit = std::max(columns, 2);
  const std::size_t composing_from = text.size() - std::min(composing_bytes, text.size());
  std::vector<TextLine> lines(1);
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, &at);
    const int width = terminal_columns(c);
    if (c == U'\n' || used + width > limit) {
      lines.emplace_back();
      used = 0;
    }
    if (c == U'\n') continue;
    used += width;
    TextLine& line = lines.back();
    const bool composing = begin >= composing_from;
    if (line.empty() || line.back().composing != composing) line.push_back({{}, composing});
    line.back().text.append(text.substr(begin, at - begin));
  }
  return lines;
}

}  // namespace inkling
