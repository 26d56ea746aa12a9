// JSON as it stands on one line of a file or of standard output.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace inkling {

/// Compact text of `json` without a line end; ill-formed UTF-8 becomes U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace inkling
