#include "demo_keyboard/terminal_crash.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>

namespace inkling {
namespace {

constexpr std::array<int, 5> kCrashes = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

// Signal handlers reach nothing but what lives for ever and needs no allocation.
std::array<char, 512> restore_sequence;
std::size_t restore_bytes = 0;
termios restore_mode;
std::array<struct sigaction, kCrashes.size()> actions_before;
// A handler needs a stack when the crash was that there is none left.
std::array<char, 32768> handler_stack;

void restore_and_raise(int signal) {
  [[maybe_unused]] const ssize_t wrote =
      ::write(STDOUT_FILENO, restore_sequence.data(), restore_bytes);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &restore_mode);
  for (std::size_t i = 0; i < kCrashes.size(); ++i) {
    if (kCrashes.at(i) == signal) ::sigaction(signal, &actions_before.at(i), nullptr);
  }
  ::raise(signal);
}

}  // namespace

void guard_terminal(const std::string& sequence, const termios& mode) {
  restore_bytes = std::min(sequence.size(), restore_sequence.size());
  std::copy_n(sequence.begin(), restore_bytes, restore_sequence.begin());
  restore_mode = mode;
  stack_t stack{};
  stack.ss_sp = handler_stack.data();
  stack.ss_size = handler_stack.size();
  ::sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_handler = restore_and_raise;
  action.sa_flags = SA_NODEFER | SA_ONSTACK;
  for (std::size_t i = 0; i < kCrashes.size(); ++i) {
    ::sigaction(kCrashes.at(i), &action, &actions_before.at(i));
  }
}

void unguard_terminal() {
  for (std::size_t i = 0; i < kCrashes.size(); ++i) {
    ::sigaction(kCrashes.at(i), &actions_before.at(i), nullptr);
  }
  stack_t stack{};
  stack.ss_flags = SS_DISABLE;
  ::sigaltstack(&stack, nullptr);
}

}  // namespace inkling
