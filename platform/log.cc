#include "platform/log.h"

#include <cstdio>
#include <string>
#include <utility>

#include "platform/mutex.h"

namespace inkling {
namespace {

constexpr LogLevel kLeastLevel = LogLevel::kWarning;

struct LogState {
  Mutex mutex;
  LogSink sink INKLING_GUARDED_BY(mutex);
};

LogState& state() {
  static LogState instance;
  return instance;
}

}  // namespace

const char* log_level_name(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

void set_log_sink(LogSink sink) {
  MutexLock lock(state().mutex);
  state().sink = std::move(sink);
}

void log(LogLevel level, std::string_view message) {
  if (level < kLeastLevel) return;
  std::string line(message);
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = '?';
  }
  MutexLock lock(state().mutex);
  if (state().sink) {
    state().sink(level, line);
    return;
  }
  (void)std::fprintf(stderr, "inkling: %s: %s\n", log_level_name(level), line.c_str());
}

}  // namespace inkling
