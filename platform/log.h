// A small leveled log. Nothing that a person typed is ever passed to it.
#pragma once

#include <functional>
#include <string_view>

namespace inkling {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

/// "debug", "info", "warning" or "error".
const char* log_level_name(LogLevel level);

/// Receives each message that is not dropped, one at a time. Must not log.
using LogSink = std::function<void(LogLevel, std::string_view message)>;

/// Replaces the sink; an empty one restores the default, which writes "inkling: LEVEL: message"
/// lines to stderr. Thread-safe.
void set_log_sink(LogSink sink);
/// Writes one message, kWarning or above; what is below is dropped. Thread-safe. The message names
/// files, counts, codes and durations, never typed text, learned words or candidates. Control
/// characters arrive at the sink as '?', so that a hostile file name cannot forge lines.
void log(LogLevel level, std::string_view message);

}  // namespace inkling
