// Types the lines of a quality table into an engine and judges what comes out.
#pragma once

#include <string>

#include "engine/inkling.h"
#include "tests/quality/quality_table.h"

namespace inkling::quality {

/// What the engine did with one line.
struct Outcome {
  bool passed = false;
  std::string got;  // for people: the text, the strip and the first condition that does not hold
};

/// Every person that a line imagines has these shortcuts, and no other history.
inline constexpr struct {
  const char* typed;
  const char* expansion;
} kShortcuts[] = {{"omw", "on my way"}, {"brb", "be right back"}, {"myad", "12 Mill Lane, Ely"}};

/// Runs one line in a session of its own. Clears the engine's history before and after, so lines
/// do not depend on each other; the engine must have a history that may be lost. One thread at a
/// time per engine.
Outcome run_line(const std::shared_ptr<Engine>& engine, const Line& line);

}  // namespace inkling::quality
