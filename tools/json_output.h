// JSON as scripts count on it: one document, UTF-8, on standard output.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/inkling.h"
#include "tools/trace/json_text.h"

namespace inkling {

/// {"suggestions":[…],"stages":[…],"micros":…}
nlohmann::ordered_json suggestions_json(const Suggestions& suggestions);
/// Adds "reasons" to each suggestion of `json`, in nats, and "decision" to the answer.
void add_why(const Suggestions& suggestions, nlohmann::ordered_json* json);
/// Writes `json` and a line end to standard output and flushes. False when the reader is gone.
bool print_json(const nlohmann::ordered_json& json);

}  // namespace inkling
