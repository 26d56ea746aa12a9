// How wide the suggestions on the strip are.
#pragma once

#include <vector>

namespace inkling {

/// Shares `room` among slots that would like to be `wanted` wide: as much as each wants and the
/// rest in equal parts where there is enough; else those that want little get it, and the others
/// share what is left equally. The sum is `room`. A slot that wants nothing gets nothing.
std::vector<double> share_room(const std::vector<double>& wanted, double room);

}  // namespace inkling
