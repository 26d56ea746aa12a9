// Rates for mistakes that the lists show rarely or never.
#pragma once

#include "tools/tune/edit_cells.h"

namespace inkling {

/// counts / exposure for each mistake, shrunk towards wider and wider classes: this letter after
/// any vowel or consonant; a vowel or consonant after another, doubled letters apart; any mistake
/// of the kind. Each class is a gamma prior worth `strength` mistakes for the one below it, so the
/// posterior mean is (count + strength) / (exposure + strength / rate of the class).
EditTable smoothed_rates(const EditTable& counts, const EditTable& exposure, double strength);

}  // namespace inkling
