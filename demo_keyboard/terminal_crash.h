// Puts the terminal back when the program crashes.
#pragma once

#include <termios.h>

#include <string>

namespace inkling {

/// From now on SIGSEGV, SIGABRT, SIGBUS, SIGFPE and SIGILL first write `sequence` to standard
/// output and set `mode`, and then do what they did before. One at a time in a process.
void guard_terminal(const std::string& sequence, const termios& mode);
/// The signals do again what they did before.
void unguard_terminal();

}  // namespace inkling
