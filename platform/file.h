// Whole-file reads and writes that either succeed or say why not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/result.h"

namespace inkling {

/// No text file the project reads is larger; a larger one is a mistake or an attack.
inline constexpr std::size_t kDefaultReadLimit = std::size_t{64} << 20;

/// Reads a whole file. kNotFound when there is none, kInvalidArgument when it is larger than
/// `limit` bytes or a folder, kIo when it cannot be read.
Result<std::string> read_file(const std::string& path, std::size_t limit = kDefaultReadLimit);

/// Replaces a file as one step: writes a temporary file beside it, syncs it and renames it over
/// `path`. After a crash or an error the old file is still there, whole. A new file is readable by
/// its owner only; an existing one keeps its mode.
Status write_file_atomic(const std::string& path, std::string_view contents);

}  // namespace inkling
