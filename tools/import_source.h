// A file that a person wants to import, as UTF-8 text.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.h"

namespace inkling {

/// Reads the file, or standard input for "-". Of a zip archive, as Gboard exports one, the text of
/// its dictionary.txt (or its only .txt file); UTF-16 with a byte order mark, as Windows writes it,
/// becomes UTF-8. kNotFound, kIo, kCorrupt: what, and what to do.
Result<std::string> read_import_source(const std::string& path);

/// The same for what was read already.
Result<std::string> import_text(std::string bytes);

}  // namespace inkling
