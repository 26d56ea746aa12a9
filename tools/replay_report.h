// A replay as one self-contained HTML page: no script, nothing loaded from elsewhere.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/replay.h"

namespace inkling {

/// The page. `baseline` is null when there is nothing to compare with. The page shows figures and
/// event numbers, never what was typed.
std::string replay_report_html(const ReplayRun& run, const nlohmann::ordered_json& baseline);

}  // namespace inkling
