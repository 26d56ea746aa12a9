// What a word drawn over the keys costs.
#pragma once

#include <memory>

#include "engine/inkling.h"
#include "tools/latency.h"

namespace inkling {

/// From the lifted finger to the suggestions, without a deadline: each word of two letters or more
/// of the built-in text, drawn by a simulated finger behind the words before it. `rounds` times,
/// and once before that is not measured. Nothing is learned.
Latencies measure_gestures(const std::shared_ptr<Engine>& engine, int rounds);

}  // namespace inkling
