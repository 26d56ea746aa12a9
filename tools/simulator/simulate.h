// Types a whole text and writes what came of it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layout.h"
#include "platform/result.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/typist.h"

namespace inkling {

enum class SimulationMode { kTrace, kCorrectionSet, kDrawnTrace };

struct SimulationOptions {
  TypistOptions typist;    // its seed gives each person one of their own
  std::size_t people = 1;  // take turns, line by line
  SimulationMode mode = SimulationMode::kTrace;
};

struct SimulationCounts {
  std::size_t words = 0;
  std::size_t wrong_words = 0;  // as they stand before any autocorrection
  std::size_t characters = 0;   // meant, in letters and spaces
  SlipCounts slips{};

  /// Slips that stayed, over characters.
  [[nodiscard]] double character_error_rate() const;
  [[nodiscard]] double word_error_rate() const;
};

/// Takes a line of output, without its line end; false when it cannot be written.
using LineSink = std::function<bool(std::string_view line)>;

/// Types `lines` (UTF-8; each is normalised, blank ones are skipped) and sends the trace or the
/// correction set to `sink`. kInvalidArgument when the layout has none of the text's letters;
/// kCorrupt when there is no word to type; kIo when `sink` gave up.
/// Of a drawn trace the words alone are counted.
Result<SimulationCounts> simulate(const std::vector<std::string>& lines, const Layout& layout,
                                  const FingerParams& params, const SimulationOptions& options,
                                  const LineSink& sink);

}  // namespace inkling
