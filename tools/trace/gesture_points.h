// A finger's way over the keys as traces and swipe sets write it.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/inkling.h"

namespace inkling {

/// [[x,y,t],…] in key widths, key heights and milliseconds. False where it is no list of three
/// numbers each, is empty, or holds numbers that no path has.
bool read_points(const nlohmann::ordered_json& from, std::vector<GesturePoint>* out);

}  // namespace inkling
