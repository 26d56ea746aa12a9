// Breaks a text into terminal lines by the columns that its characters take.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

/// Columns of a character on a terminal: 2 for wide ones (Hangul, emoji), 0 for combining marks
/// and controls, else 1. Does not depend on the locale.
int terminal_columns(char32_t code_point);

/// How a piece of text is drawn.
enum class TextLook { kPlain, kComposing, kGhost };

/// A piece of text, or of one terminal line. UTF-8.
struct TextRun {
  std::string text;
  TextLook look = TextLook::kPlain;
};
using TextLine = std::vector<TextRun>;

/// Text in terminal lines, and where the cursor stands among them.
struct TextPage {
  std::vector<TextLine> lines;  // at least one
  std::size_t cursor_line = 0;
  int cursor_column = 0;
};

/// `pieces`, one behind the other, in lines of at most `columns` columns; the cursor stands in
/// front of piece number `cursor` (their count: at the end). Breaks at any character, as terminals
/// do, and at line ends; controls show as U+FFFD.
TextPage lay_out(const std::vector<TextRun>& pieces, std::size_t cursor, int columns);

/// `text` with line ends in place of spaces, so that lines break between words where lay_out() has
/// `columns` columns.
std::string wrap_words(std::string_view text, int columns);

/// Columns of `text` in all.
int text_columns(std::string_view text);

/// The beginning of `text` that fits `columns` columns; ends in "…" when it was cut.
std::string fit_columns(std::string_view text, int columns);

}  // namespace inkling
