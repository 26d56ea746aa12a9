#include "demo_keyboard/terminal_draw.h"

#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "demo_keyboard/decision_text.h"
#include "demo_keyboard/ghost_text.h"
#include "demo_keyboard/reasons_text.h"
#include "demo_keyboard/text_layout.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr int kMargin = 1;
constexpr short kAlarmColors = 1;
constexpr int kRowsForFrames = 10;  // below that, lines and hints give way to the text
constexpr int kRowsForHints = 6;

// At most 78 columns each: what a terminal of 80 shows beside the margins.
constexpr std::array<std::string_view, 16> kHelp = {
    "Tab              the best suggestion",
    "Alt-1 2 3        a suggestion of the strip; where it is sent, Ctrl-1 2 3, too",
    "Right, at end    the best and the dim text behind it",
    "Left Right       move the cursor; Home and End, too",
    "Backspace        right after a correction: brings back what you typed",
    "F1               these lines; any key to go on",
    "F2               incognito: learn nothing, on and off",
    "F3               record what is typed as a trace: asks for the file; ends it",
    "F4               how readily a space corrects: off, careful, normal, bold",
    "F5               why these suggestions, and what a space would do",
    "F6               what was learned from you; any key to go on",
    "F7               forget a suggestion: never show it again (asks which)",
    "F8               mend the word at the cursor: asks what else it may have been",
    "Ctrl-Z           suspend; fg in the shell brings it back",
    "Ctrl-C Ctrl-D    leave",
    "1 2 3            type digits"};

void put(int row, int column, std::string_view text) {
  mvaddnstr(row, column, text.data(), static_cast<int>(text.size()));
}

void put_with(attr_t look, int row, int column, std::string_view text) {
  attron(look);
  put(row, column, text);
  attroff(look);
}

void draw_slot(const StripSlot& slot, int number, int row, int left, int width) {
  const std::string label = std::to_string(number) + " ";
  const std::string text = fit_columns(slot.suggestion.text, width - 4);
  const int used = static_cast<int>(label.size()) + text_columns(text);
  put_with(A_DIM, row, left + std::max((width - used) / 2, 1), label);
  // Bold: the best; reversed: a space would put it in place of what was typed.
  const attr_t look =
      (number == 2 ? A_BOLD : A_NORMAL) | (slot.suggestion.autocorrect ? A_REVERSE : A_NORMAL);
  attron(look);
  addnstr(text.data(), static_cast<int>(text.size()));
  attroff(look);
}

void draw_strip(const Strip& strip, int row, int columns) {
  const int width = std::max(columns / kStripSlots, 5);
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& slot = strip.at(static_cast<std::size_t>(i));
    if (i > 0) put(row, i * width, "|");
    if (slot) draw_slot(*slot, i + 1, row, i * width, width);
  }
}

/// Draws the marks at the right end of the first line; returns the columns that they take.
int draw_marks(const KeyboardView& view, int columns) {
  std::vector<std::string_view> marks;
  if (view.recording) marks.emplace_back(" ● REC ");
  if (view.playing) marks.emplace_back(" ▶ PLAY ");
  if (view.incognito) marks.emplace_back(" INCOGNITO ");
  int at = columns;
  for (const std::string_view mark : marks) {
    at -= text_columns(mark) + 1;
    const bool alarm = mark == marks.front() && view.recording && has_colors() == TRUE;
    put_with(alarm ? A_BOLD | static_cast<attr_t>(COLOR_PAIR(kAlarmColors)) : A_BOLD | A_REVERSE, 0,
             std::max(at, 0), mark);
  }
  return columns - at;
}

attr_t look_of(TextLook look) {
  switch (look) {
    case TextLook::kComposing:
      return A_UNDERLINE;
    case TextLook::kGhost:
      return A_DIM;
    case TextLook::kPlain:
      break;
  }
  return A_NORMAL;
}

/// Where the cursor belongs when all is drawn.
struct ScreenPlace {
  int row = 0;
  int column = 0;
};

ScreenPlace draw_text(const KeyboardView& view, int top, int rows, int columns) {
  const std::size_t composing = view.text.size() - std::min(view.composing_bytes, view.text.size());
  const std::size_t rest = std::min(view.composing_after_bytes, view.right.size());
  const std::vector<TextRun> pieces = {{view.text.substr(0, composing)},
                                       {view.text.substr(composing), TextLook::kComposing},
                                       {ghost_text(view), TextLook::kGhost},
                                       {view.right.substr(0, rest), TextLook::kComposing},
                                       {view.right.substr(rest)}};
  const TextPage page = lay_out(pieces, 2, columns - 2 * kMargin - 1);
  const auto shown = static_cast<std::size_t>(std::max(rows, 1));
  // The line of the cursor is the last one shown, or stands where a short text has it.
  const std::size_t first = page.cursor_line >= shown ? page.cursor_line - shown + 1 : 0;
  for (std::size_t i = first; i < std::min(page.lines.size(), first + shown); ++i) {
    move(top + static_cast<int>(i - first), kMargin);
    for (const TextRun& run : page.lines[i]) {
      attron(look_of(run.look));
      addnstr(run.text.data(), static_cast<int>(run.text.size()));
      attroff(look_of(run.look));
    }
  }
  return {top + static_cast<int>(page.cursor_line - first), kMargin + page.cursor_column};
}

std::string figures(const KeyboardView& view) {
  if (view.engine == EngineState::kOpening) return "opening the engine…";
  if (view.engine == EngineState::kFailed) return view.trouble;
  std::string out = "–";
  if (!view.answered.empty()) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f ms",
                  static_cast<double>(view.answered.back().micros) / 1000);
    out = text.data();
  }
  if (view.autocorrected) {
    out += "   " + view.autocorrected->typed + " → " + view.autocorrected->committed +
           " (Backspace undoes)";
  }
  if (view.strength != AutocorrectStrength::kNormal) {
    out += std::string("   corrects: ") + strength_name(view.strength);
  }
  if (!view.trouble.empty()) out += "   " + view.trouble;
  return out;
}

void draw_help(int top, int rows, int columns) {
  const int shown = std::min(rows, static_cast<int>(kHelp.size()));
  for (int i = 0; i < shown; ++i) {
    put(top + i, kMargin,
        fit_columns(kHelp.at(static_cast<std::size_t>(i)), columns - 2 * kMargin));
  }
}

/// Why these suggestions, and what a space does; comes with the strip, should that be on its way.
std::string why_text(const KeyboardView& view) {
  if (!view.strip_current) return "…";
  const std::string decision = decision_text(view);
  return reasons_text(view) + "\n" +
         (decision.empty() ? "A space changes nothing: no word is being typed." : decision);
}

/// The end of `text` that fits `columns` columns; begins with "…" when it was cut.
std::string fit_end(std::string_view text, int columns) {
  if (text_columns(text) <= columns) return std::string(text);
  while (!text.empty() && text_columns(text) >= columns) {
    std::size_t next = 0;
    next_code_point(text, &next);
    text.remove_prefix(next);
  }
  return "…" + std::string(text);
}

/// A question in the last line; returns where its answer goes on.
ScreenPlace draw_question(const std::string& question, int row, int columns) {
  const std::string shown = fit_end(question, columns - 2 * kMargin - 1);
  move(row, 0);
  clrtoeol();
  put_with(A_BOLD, row, kMargin, shown);
  return {row, kMargin + text_columns(shown)};
}

void draw_page(const std::string& text, int top, int rows, int columns) {
  const int width = columns - 2 * kMargin - 1;
  const TextPage page = lay_out({{wrap_words(text, width)}}, 2, width);
  const std::size_t shown = std::min(page.lines.size(), static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < shown; ++i) {
    move(top + static_cast<int>(i), kMargin);
    for (const TextRun& run : page.lines[i]) {
      addnstr(run.text.data(), static_cast<int>(run.text.size()));
    }
  }
}

}  // namespace

const char* strength_name(AutocorrectStrength strength) {
  switch (strength) {
    case AutocorrectStrength::kOff:
      return "off";
    case AutocorrectStrength::kCareful:
      return "careful";
    case AutocorrectStrength::kNormal:
      return "normal";
    case AutocorrectStrength::kBold:
      return "bold";
  }
  return "";
}

void prepare_colors() { init_pair(kAlarmColors, COLOR_WHITE, COLOR_RED); }

void draw_keyboard(const KeyboardView& view, const TerminalNotes& notes) {
  int rows = 0;
  int columns = 0;
  getmaxyx(stdscr, rows, columns);
  erase();
  const bool frames = rows >= kRowsForFrames;
  const bool hints = rows >= kRowsForHints;
  const int top = frames ? 2 : hints ? 1 : 0;
  const int strip_row = frames ? rows - 3 : hints ? rows - 2 : rows - 1;
  const int text_rows = std::max((frames ? strip_row - 1 : strip_row) - top, 1);
  if (hints) {
    const std::string status = notes.message.empty() ? figures(view) : notes.message;
    put(rows - 1, kMargin, fit_columns(status, columns - 2 * kMargin));
  }
  if (frames) {
    mvhline(strip_row - 1, 0, ACS_HLINE, columns);
    mvhline(strip_row + 1, 0, ACS_HLINE, columns);
  }
  if (rows > 1) draw_strip(view.strip, strip_row, columns);
  ScreenPlace cursor{top, kMargin};
  if (notes.help) {
    draw_help(top, text_rows, columns);
  } else if (notes.why) {
    draw_page(why_text(view), top, text_rows, columns);
  } else if (notes.known) {
    draw_page(view.known, top, text_rows, columns);
  } else {
    cursor = draw_text(view, top, text_rows, columns);
  }
  if (!notes.question.empty()) cursor = draw_question(notes.question, rows - 1, columns);
  // The marks must be seen in any size: last.
  const int marks = draw_marks(view, columns);
  if (hints) {
    put_with(A_DIM, 0, kMargin,
             fit_columns("Inkling   Tab: best   Alt-1 2 3: pick   F1: help   Ctrl-C: leave",
                         columns - marks - 2 * kMargin));
  }
  // Last of all, so that it stays behind the text.
  move(cursor.row, std::min(cursor.column, columns - 1));
  refresh();
}

}  // namespace inkling
