// A history's file as the file system sees it: what stands at its path, whose it is, what lies
// beside it.
#pragma once

#include <string>

#include "platform/result.h"

namespace inkling {

/// Is there a file to open? kInvalidArgument where something stands that can never be one: a
/// folder, a pipe, a device, a link to nowhere. Opens nothing, so it never hangs, and drops none of
/// the locks that this process holds on a database: closing any descriptor of it would.
Result<bool> history_file_exists(const std::string& path);

/// Makes an empty file that only its owner may read, and sees to it that its name survives a crash.
/// No error where another process was quicker.
Status create_history_file(const std::string& path);

/// Takes the file, what SQLite keeps beside it and what was set aside from everybody but the owner,
/// where that is this user.
void keep_to_owner(const std::string& path);

/// What SQLite made beside a file that could not be written then stays as that was; where the file
/// may be written now, so may these.
void let_owner_write_beside(const std::string& path);

/// Moves a damaged file and its companions to PATH.damaged-N; the new name.
Result<std::string> set_history_aside(const std::string& path);
/// Removes all that was ever set aside.
Status remove_set_aside(const std::string& path);

/// Does the file begin as an SQLite database does that is not encrypted?
bool begins_as_sqlite(const std::string& path);
/// Are its first bytes as evenly spread as only encrypted ones are?
bool looks_encrypted(const std::string& path);

}  // namespace inkling
