#include "tests/demo_keyboard/tmux.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace inkling {
namespace {

constexpr auto kPatience = std::chrono::seconds(10);
constexpr auto kLookEvery = std::chrono::milliseconds(50);

/// Asks until `good` says yes; false after kPatience.
template <typename Good>
bool wait_until(Good good) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!good()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(kLookEvery);
  }
  return true;
}

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), got);
  }
  ::pclose(pipe);
  return out;
}

}  // namespace

std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

bool Tmux::installed() { return std::system("tmux -V >/dev/null 2>&1") == 0; }

Tmux::Tmux(const std::string& folder, int columns, int rows, const std::string& command) {
  static int servers = 0;
  server_ = "inkling-test-" + std::to_string(::getpid()) + "-" + std::to_string(++servers);
  run("new-session -d -x " + std::to_string(columns) + " -y " + std::to_string(rows) + " -c " +
      shell_word(folder) + " " + shell_word(command));
}

Tmux::~Tmux() { run("kill-server"); }

std::string Tmux::run(const std::string& arguments) const {
  // -u: UTF-8 whatever the locale; no configuration of the person who runs the tests.
  return output_of("TERM=xterm-256color tmux -u -f /dev/null -L " + server_ + " " + arguments);
}

void Tmux::type(const std::string& text) const { run("send-keys -l -- " + shell_word(text)); }
void Tmux::press(const std::string& key) const { run("send-keys " + key); }
void Tmux::resize(int columns, int rows) const {
  run("resize-window -x " + std::to_string(columns) + " -y " + std::to_string(rows));
}

std::string Tmux::screen(bool looks) const {
  return run(looks ? "capture-pane -p -e" : "capture-pane -p");
}

bool Tmux::shows(const std::string& text) const {
  return wait_until([&] { return screen().find(text) != std::string::npos; });
}

bool Tmux::hides(const std::string& text) const {
  return wait_until([&] { return screen().find(text) == std::string::npos; });
}

}  // namespace inkling
