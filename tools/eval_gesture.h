// Are drawn words read right?
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/inkling.h"
#include "tools/eval_options.h"
#include "tools/gesture_set.h"
#include "tools/latency.h"

namespace inkling {

/// Words are compared without case and apostrophes: fingers draw neither.
struct GestureResult {
  std::size_t items = 0;
  std::size_t first = 0;  // it was put in
  std::size_t three = 0;  // or is one of the first two others
  std::size_t early = 0;  // it led when two thirds of its points were drawn
  Latencies latency;      // of a gesture with its suggestions
  Latencies sketches;     // of a guess on the way

  [[nodiscard]] nlohmann::ordered_json to_json() const;
};

/// Draws the first items, as many as `options` allow, each behind its text. Nothing is learned.
GestureResult evaluate_gesture(const std::shared_ptr<Engine>& engine,
                               const std::vector<DrawnItem>& items, const EvalOptions& options);

}  // namespace inkling
