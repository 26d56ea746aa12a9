#include "demo_keyboard/terminal.h"

// The wide-character functions of ncurses are declared only on request.
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <ncursesw/curses.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "demo_keyboard/text_layout.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr wint_t kCtrlC = 3;
constexpr wint_t kCtrlD = 4;
constexpr wint_t kTab = 9;
constexpr wint_t kCtrlH = 8;
constexpr wint_t kDelete = 127;
constexpr int kPollMillis = 200;  // how soon a signal is noticed
constexpr int kMargin = 1;
constexpr int kStripRows = 4;

volatile std::sig_atomic_t stop_requested = 0;
void request_stop(int) { stop_requested = 1; }

/// Holds the terminal in ncurses mode, and the signal handlers, while it lives.
class Screen {
 public:
  Screen() {
    std::signal(SIGTERM, request_stop);
    std::signal(SIGHUP, request_stop);
    ok_ = newterm(nullptr, stdout, stdin) != nullptr;
    if (!ok_) return;
    raw();  // Ctrl-C arrives as a key, so that the terminal is always put back
    noecho();
    keypad(stdscr, TRUE);
    timeout(kPollMillis);
    curs_set(1);
    if (has_colors() == TRUE) {
      start_color();
      use_default_colors();
    }
  }
  ~Screen() {
    if (ok_) endwin();
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  bool ok_ = false;
};

void put(int row, int column, std::string_view text) {
  mvaddnstr(row, column, text.data(), static_cast<int>(text.size()));
}

void draw_strip(const Strip& strip, int row, int columns) {
  const int width = std::max(columns / kStripSlots, 4);
  for (int i = 0; i < kStripSlots; ++i) {
    const auto& slot = strip.at(static_cast<std::size_t>(i));
    const int left = i * width;
    if (i > 0) put(row, left, "|");
    if (!slot) continue;
    const std::string label = std::to_string(i + 1) + " ";
    const std::string text = fit_columns(slot->suggestion.text, width - 5);
    const int used = static_cast<int>(label.size()) + text_columns(text);
    attron(A_DIM);
    put(row, left + std::max((width - used) / 2, 1), label);
    attroff(A_DIM);
    // Bold: the best; reversed: a space would put it in place of what was typed.
    const attr_t look =
        (i == 1 ? A_BOLD : A_NORMAL) | (slot->suggestion.autocorrect ? A_REVERSE : A_NORMAL);
    attron(look);
    addnstr(text.data(), static_cast<int>(text.size()));
    attroff(look);
  }
}

std::string status_text(const KeyboardView& view) {
  std::vector<char> text(64);
  std::snprintf(
      text.data(), text.size(), "%.2f ms",
      view.answered.empty() ? 0.0 : static_cast<double>(view.answered.back().micros) / 1000);
  std::string out = text.data();
  if (const auto& fixed = view.autocorrected) {
    out += "   " + fixed->typed + " → " + fixed->committed + " (backspace undoes)";
  }
  return out;
}

void draw_text(const KeyboardView& view, int top, int rows, int columns) {
  const auto lines = lay_out(view.text, view.composing_bytes, columns - 2 * kMargin - 1);
  const auto shown = static_cast<std::size_t>(std::max(rows, 1));
  const std::size_t first = lines.size() > shown ? lines.size() - shown : 0;
  move(top, kMargin);
  for (std::size_t i = first; i < lines.size(); ++i) {
    move(top + static_cast<int>(i - first), kMargin);
    for (const TextRun& run : lines[i]) {
      if (run.composing) attron(A_UNDERLINE);
      addnstr(run.text.data(), static_cast<int>(run.text.size()));
      attroff(A_UNDERLINE);
    }
  }
}

void draw(const KeyboardView& view) {
  int rows = 0;
  int columns = 0;
  getmaxyx(stdscr, rows, columns);
  erase();
  attron(A_DIM);
  put(0, kMargin,
      fit_columns("Inkling   Tab: best   1 2 3: pick   Ctrl-C: leave", columns - 2 * kMargin));
  attroff(A_DIM);
  put(rows - 1, kMargin, fit_columns(status_text(view), columns - 2 * kMargin));
  mvhline(rows - kStripRows, 0, ACS_HLINE, columns);
  draw_strip(view.strip, rows - kStripRows + 1, columns);
  mvhline(rows - kStripRows + 2, 0, ACS_HLINE, columns);
  // Last, so that the cursor stays behind the text.
  draw_text(view, 2, rows - kStripRows - 2, columns);
  refresh();
}

/// Handles one key; false when the person leaves.
bool handle(KeyboardController* controller, int kind, wint_t key) {
  if (kind == KEY_CODE_YES) {
    if (key == KEY_BACKSPACE) controller->backspace();
    if (key == KEY_ENTER) controller->key("\n");
    return true;  // KEY_RESIZE: drawing anew is all it takes
  }
  if (key == kCtrlC || key == kCtrlD) return false;
  if (key == kTab) {
    controller->pick_best();
  } else if (key == kCtrlH || key == kDelete) {
    controller->backspace();
  } else if (key == L'\r' || key == L'\n') {
    controller->key("\n");
  } else if (key >= L'1' && key <= L'3' && controller->pick(static_cast<int>(key - L'1'))) {
    return true;
  } else if (key >= L' ') {
    std::string character;
    append_utf8(static_cast<char32_t>(key), &character);
    controller->key(character);
  }
  return true;
}

void choose_locale() {
  std::setlocale(LC_ALL, "");
  // Text is UTF-8 everywhere here; a bare "C" locale would show question marks.
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_ALL, "C.UTF-8");
  std::setlocale(LC_NUMERIC, "C");
}

}  // namespace

Status run_terminal_keyboard(KeyboardController* controller) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
    return make_error(ErrorCode::kUnsupported,
                      "the terminal keyboard needs a terminal; replay a trace instead: "
                      "inkling replay --play TRACE");
  }
  choose_locale();
  stop_requested = 0;
  const Screen screen;
  if (!screen.ok()) {
    return make_error(ErrorCode::kUnsupported,
                      "ncurses does not know this terminal; check the TERM variable");
  }
  for (bool going = true; going && stop_requested == 0;) {
    draw(controller->view());
    wint_t key = 0;
    const int kind = get_wch(&key);
    if (kind == ERR) {
      if (isatty(STDIN_FILENO) == 0) break;
      continue;  // nothing typed for a while
    }
    going = handle(controller, kind, key);
  }
  return {};
}

}  // namespace inkling
