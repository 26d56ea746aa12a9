// What the finger alone would do on a keyboard, as rates of the same mistakes that the head makes.
#pragma once

#include "engine/decoder/channel.h"
#include "engine/layout.h"
#include "tools/tune/edit_cells.h"

namespace inkling {

/// Rate of each mistake from the finger costs of `params`, spelling aside. Mistakes with the
/// apostrophe are 0: the channel prices them apart.
EditTable finger_rates(const ChannelParams& params, const Layout& layout);

}  // namespace inkling
