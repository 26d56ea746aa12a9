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

/// A piece of one terminal line.
struct TextRun {
  std::string text;        // UTF-8
  bool composing = false;  // part of the word being typed
};
using TextLine = std::vector<TextRun>;

/// `text` in lines of at most `columns` columns; the last `composing_bytes` bytes are marked as
/// composing. Breaks at any character, as terminals do, and at line ends. At least one line.
std::vector<TextLine> lay_out(std::string_view text, std::size_t composing_bytes, int columns);

/// Columns of `text` in all.
int text_columns(std::string_view text);

/// The beginning of `text` that fits `columns` columns; ends in "…" when it was cut.
std::string fit_columns(std::string_view text, int columns);

}  // namespace inkling
