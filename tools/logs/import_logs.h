// Turns the logs of other keyboards and of studies into traces.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"
#include "tools/logs/logged_text.h"

namespace inkling {

enum class LogFormat { kAalto, kTextTest };
std::optional<LogFormat> log_format_from_name(std::string_view name);

/// Reads logs of one format; without one, each file says by how it begins what it is. kCorrupt,
/// kNotFound and kIo name the file, kCorrupt also where there is nothing in it.
Status import_logs(const std::vector<std::string>& paths, std::optional<LogFormat> format,
                   const TextSink& sink, ImportCounts* counts);

}  // namespace inkling
