// What `inkling eval` prints for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace inkling {

/// A line for each number of `json` (the JSON of an evaluation): its name, its value, rounded, and
/// what it means.
std::string eval_text(const nlohmann::ordered_json& json);

}  // namespace inkling
