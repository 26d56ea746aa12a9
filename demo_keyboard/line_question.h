// A question that is answered with a line of text.
#pragma once

#include <string>

#include "demo_keyboard/terminal_keys.h"

namespace inkling {

/// The line is there to be changed from its end. Used by one thread.
class LineQuestion {
 public:
  enum class State { kAsking, kAnswered, kLeft };

  explicit LineQuestion(std::string answer) : answer_(std::move(answer)) {}

  /// Enter answers; Escape and what leaves the keyboard leave it; Ctrl-U empties the line.
  State handle(const TerminalKey& key);
  [[nodiscard]] const std::string& answer() const { return answer_; }

 private:
  std::string answer_;
};

}  // namespace inkling
