// A replay as one self-contained HTML page: no script, nothing loaded from elsewhere.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/replay/run.h"

namespace inkling {

/// The page, for eyes and for screen readers, dark and light, wide and narrow. `baseline` is null
/// when there is nothing to compare with. Of what was typed it shows the run's misses, if it kept
/// any, and nothing else.
std::string replay_report_html(const ReplayRun& run, const nlohmann::ordered_json& baseline);

}  // namespace inkling
