// How wide a beam the deadline allows.
#pragma once

#include "engine/decoder/decoder.h"
#include "engine/ranking/time_budget.h"
#include "platform/clock.h"

namespace inkling {

/// Narrows the beam of `decoder` as far as the deadline asks for. Where there is time for all its
/// keys, steps that were taken in a hurry are taken anew. False when not even the narrowest beam
/// fits in.
bool fit_beam(const Deadline& deadline, const TimeBudget& budget, Decoder* decoder);

}  // namespace inkling
