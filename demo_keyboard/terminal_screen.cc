#include "demo_keyboard/terminal_screen.h"

// The wide-character functions of ncurses are declared only on request.
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "demo_keyboard/terminal_crash.h"
#include "demo_keyboard/terminal_draw.h"
#include "demo_keyboard/terminal_keys.h"

namespace inkling {
namespace {

// Also how soon a new size is noticed that came right before the wait.
constexpr int kWaitMillis = 500;
// xterm sends Ctrl-1 and its like only on request; so do those that follow it.
constexpr const char* kOtherKeysOn = "\033[>4;1m";
constexpr const char* kOtherKeysOff = "\033[>4;0m";

void choose_locale() {
  std::setlocale(LC_ALL, "");
  // Text is UTF-8 everywhere here; a bare "C" locale would show question marks.
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_ALL, "C.UTF-8");
  std::setlocale(LC_NUMERIC, "C");
}

std::string terminal_name() {
  const char* name = std::getenv("TERM");
  return name == nullptr ? std::string() : std::string(name);
}

bool has_other_keys() {
  constexpr std::array<std::string_view, 6> kFamilies = {"xterm", "tmux",      "screen",
                                                         "foot",  "alacritty", "wezterm"};
  const std::string name = terminal_name();
  return std::any_of(kFamilies.begin(), kFamilies.end(),
                     [&name](std::string_view family) { return name.starts_with(family); });
}

/// What the terminal is sent for a capability of terminfo; null when it lacks it.
const char* sequence_of(const char* capability) {
  const char* sequence = tigetstr(capability);
  return reinterpret_cast<std::intptr_t>(sequence) == -1 ? nullptr : sequence;
}

Status check_terminal() {
  const auto unsupported = [](const std::string& what) {
    return make_error(ErrorCode::kUnsupported, what);
  };
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
    return unsupported(
        "the terminal keyboard needs a terminal; replay a trace instead: "
        "inkling replay --play TRACE");
  }
  const std::string name = terminal_name();
  if (name.empty()) return unsupported("the variable TERM is not set; try TERM=xterm-256color");
  int found = 0;
  if (setupterm(name.c_str(), STDOUT_FILENO, &found) != OK && found != 1) {
    return unsupported("nothing is known of a terminal \"" + name.substr(0, 80) +
                       "\"; set the variable TERM to what yours is, xterm-256color for most");
  }
  const bool able = sequence_of("cup") != nullptr && sequence_of("clear") != nullptr;
  del_curterm(cur_term);
  if (able) return {};
  return unsupported("a terminal \"" + name.substr(0, 80) +
                     "\" cannot place its cursor; set the variable TERM to what yours is, "
                     "xterm-256color for most");
}

std::string restoring;  // what tputs() gives out, character by character
int keep_character(int c) {
  restoring.push_back(static_cast<char>(c));
  return c;
}

/// What puts the screen back without the help of ncurses.
std::string restore_sequence() {
  restoring = has_other_keys() ? kOtherKeysOff : "";
  for (const char* capability : {"sgr0", "cnorm", "rmkx", "rmcup"}) {
    const char* sequence = sequence_of(capability);
    if (sequence != nullptr) tputs(sequence, 1, keep_character);
  }
  return restoring + "\r\n";
}

void write_out(const char* sequence) {
  [[maybe_unused]] const ssize_t wrote = ::write(STDOUT_FILENO, sequence, std::strlen(sequence));
}

}  // namespace

Result<std::unique_ptr<TerminalScreen>> TerminalScreen::open(const Wakeup* wakeup) {
  choose_locale();
  if (auto able = check_terminal(); !able) return able.error();
  termios mode{};
  ::tcgetattr(STDIN_FILENO, &mode);
  if (newterm(nullptr, stdout, stdin) == nullptr) {
    return make_error(ErrorCode::kUnsupported,
                      "ncurses cannot use this terminal; check the variable TERM");
  }
  std::unique_ptr<TerminalScreen> screen(new TerminalScreen(wakeup));  // NOLINT: private
  guard_terminal(restore_sequence(), mode);
  screen->take_over();
  return screen;
}

void TerminalScreen::take_over() {
  raw();  // Ctrl-C arrives as a key, so that the terminal is always put back
  noecho();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  set_escdelay(100);  // milliseconds
  define_keys();
  curs_set(1);
  if (has_colors() == TRUE) {
    start_color();
    use_default_colors();
    prepare_colors();
  }
  if (has_other_keys()) write_out(kOtherKeysOn);
}

TerminalScreen::~TerminalScreen() {
  if (has_other_keys()) write_out(kOtherKeysOff);
  endwin();
  unguard_terminal();
}

void TerminalScreen::suspend() {
  if (has_other_keys()) write_out(kOtherKeysOff);
  endwin();
  SuspendSignal::stop();
  refresh();  // takes the terminal again
  // A size that changed meanwhile was told to whoever had the terminal.
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
    resizeterm(size.ws_row, size.ws_col);
  }
  clearok(curscr, TRUE);  // whatever the shell left there
  if (has_other_keys()) write_out(kOtherKeysOn);
}

bool TerminalScreen::wait() const {
  std::array<pollfd, 2> sources = {pollfd{STDIN_FILENO, POLLIN, 0},
                                   pollfd{wakeup_->descriptor(), POLLIN, 0}};
  if (::poll(sources.data(), sources.size(), kWaitMillis) < 0) return errno == EINTR;
  wakeup_->clear();
  return (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

}  // namespace inkling
