// A database file read as it stands, where SQLite itself cannot.
#pragma once

#include <string>

#include "platform/result.h"

namespace inkling {

/// The bytes of the database at PATH with every transaction of PATH-wal that was committed, as one
/// file without a log. For a file in a folder that may not be written: SQLite needs to write
/// PATH-shm to read it. Writes nothing. kIo where it cannot be read, or somebody changes it
/// meanwhile.
///
/// Not for a file that a connection of this process has open: closing it here drops its locks.
Result<std::string> read_database_bytes(const std::string& path);

}  // namespace inkling
