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

std::string wrap_words(std::string_view text, int columns) {
  std::string out;
  int used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    // A word with what stands in front of it.
    const std::size_t word = std::min(text.find_first_not_of(' ', at), text.size());
    const std::size_t end = std::min(text.find_first_of(" \n", word), text.size());
    const int wide = text_columns(text.substr(at, end - at));
    if (used > 0 && used + wide > columns) {
      out += '\n';
      used = 0;
      at = word;
    }
    out += text.substr(at, end - at);
    used += text_columns(text.substr(at, end - at));
    at = end;
    if (at < text.size() && text[at] == '\n') {
      out += '\n';
      used = 0;
      ++at;
    }
  }
  return out;
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

TextPage lay_out(const std::vector<TextRun>& pieces, std::size_t cursor, int columns) {
  constexpr std::string_view kReplacement = "\uFFFD";
  const int limit = std::max(columns, 2);
  TextPage page;
  page.lines.resize(1);
  int used = 0;
  const auto place_cursor = [&] {
    page.cursor_line = page.lines.size() - 1;
    page.cursor_column = used;
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == cursor) place_cursor();
    const std::string_view text = pieces[i].text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const char32_t c = next_code_point(text, &at);
      const bool control = u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR;
      const int width = control ? 1 : terminal_columns(c);
      if (c == U'\n' || used + width > limit) {
        page.lines.emplace_back();
        used = 0;
      }
      if (c == U'\n') continue;
      used += width;
      TextLine& line = page.lines.back();
      if (line.empty() || line.back().look != pieces[i].look) line.push_back({{}, pieces[i].look});
      line.back().text.append(control ? kReplacement : text.substr(begin, at - begin));
    }
  }
  if (cursor >= pieces.size()) place_cursor();
  return page;
}

}  // namespace inkling
