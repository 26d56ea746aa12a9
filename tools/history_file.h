// Opening a history file from the command line.
#pragma once

#include <memory>
#include <string>

#include "cache/history/history.h"
#include "platform/result.h"

namespace inkling {

/// What may happen when the history file is not there.
enum class WhenMissing { kFail, kCreate };

/// Opens a history that is whole. Opening would set a damaged file aside and salvage it, which is
/// right for a keyboard and a surprise for someone who only looks: here it is an error. So is a
/// path that is no file, or one that may not be read.
Result<std::unique_ptr<History>> open_history(const std::string& path, WhenMissing missing);

/// Is this a file that may be read, or one that may be made? Says why not.
Status check_history_path(const std::string& path, WhenMissing missing);

}  // namespace inkling
