// decoder.json, one section at a time: each fit replaces its own and keeps the others.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/decoder/number_fields.h"
#include "platform/result.h"

namespace inkling {

/// Sets `section` of the JSON object in the file at `path`, in one step; other sections stay as
/// they are, in their order. A file that is not there is begun. kCorrupt when there is one that is
/// no JSON object; kIo.
Status write_json_section(const std::string& path, const std::string& section,
                          const nlohmann::ordered_json& value);

/// The fields as docs/decoder-json.md has them: value, unit and reason, rounded to four digits,
/// which is what fitting tells apart.
nlohmann::ordered_json fields_to_json(const std::vector<NumberField>& fields);

}  // namespace inkling
