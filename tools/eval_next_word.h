// Next-word accuracy over a text (trace.md).
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

struct NextWordResult {
  std::size_t items = 0;
  std::size_t top1 = 0;  // items with the word in the first place, the first three, five places
  std::size_t top3 = 0;
  std::size_t top5 = 0;
  Latencies latency;  // of one answer, with the move to its context

  /// The JSON of `inkling eval next-word`; shares are null when there were no items.
  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// Asks for every item but the first of its line; the context is the line to its left, and with
/// `both_sides` also the line to its right, the item itself taken out. Stops after `limit` items.
/// Nothing is learned.
NextWordResult evaluate_next_word(const std::shared_ptr<Engine>& engine,
                                  const std::vector<std::string>& lines,
                                  const EvalOptions& options);

}  // namespace inkling
