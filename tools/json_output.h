// JSON as scripts count on it: one document, UTF-8, on standard output.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/inkling.h"

namespace inkling {

/// {"suggestions":[…],"stages":[…],"micros":…}
nlohmann::ordered_json suggestions_json(const Suggestions& suggestions);
/// Compact text of `json` without a line end; ill-formed UTF-8 becomes U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);
/// Writes `json` and a line end to standard output and flushes. False when the reader is gone.
bool print_json(const nlohmann::ordered_json& json);

}  // namespace inkling
