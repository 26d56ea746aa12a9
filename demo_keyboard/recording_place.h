// Where a recording goes.
#pragma once

#include <string>

#include "platform/result.h"

namespace inkling {

/// FOLDER/inkling-DATE-TIME.jsonl; an empty folder is the one that the program works in.
std::string new_recording(const std::string& folder);

/// The file that a person means by `typed`: "~" is the home folder, and in a folder a recording
/// gets a name of its own. kInvalidArgument when nothing was typed, or when the file is there
/// already.
Result<std::string> recording_path(const std::string& typed);

}  // namespace inkling
