// Many traces, several at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/inkling.h"
#include "platform/result.h"
#include "tools/replay/replay.h"
#include "tools/replay/run.h"

namespace inkling {

struct ReplayJob {
  std::vector<std::string> traces;
  std::size_t threads = 1;
  ReplayOptions options = {};
  /// Opens an engine with that clock; called once for each thread, one at a time.
  std::function<Result<std::shared_ptr<Engine>>(const Clock&)> open = {};
  /// The history is the person's: it goes on from trace to trace, in one thread. Else each trace
  /// begins with an empty one, so that its figures are the same wherever and beside whatever it
  /// runs.
  bool keep_history = false;
};

/// The first error ends all of it.
Result<ReplayRun> replay_all(const ReplayJob& job);

}  // namespace inkling
