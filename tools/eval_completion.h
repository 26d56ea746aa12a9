// Keystroke savings over a text with three places on the strip (trace.md).
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "tools/eval_options.h"
#include "tools/latency.h"

namespace inkling {

struct CompletionResult {
  std::size_t items = 0;
  std::size_t keystrokes = 0;
  std::size_t characters = 0;  // of the items, and one space each
  Latencies latency;           // of one strip, with the key or move that asked for it

  /// 1 - keystrokes / characters; 0 when there were no items.
  [[nodiscard]] double ksr() const;
  /// The JSON of `inkling eval completion`; ksr is null when there were no items.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// Types the items of each line in lower case and picks as soon as the word is on the strip. Every
/// word is typed behind the line's own text to its left. Stops after `limit` items. Nothing is
/// learned.
CompletionResult evaluate_completion(const std::shared_ptr<Engine>& engine,
                                     const std::vector<std::string>& lines,
                                     const EvalOptions& options);

}  // namespace inkling
