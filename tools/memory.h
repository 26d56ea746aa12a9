// How much memory this process holds and how much disk a folder takes.
#pragma once

#include <string>

namespace inkling {

/// Resident memory of this process in MB (10^6 bytes), from /proc/self/statm; 0 when unknown.
double resident_mb();

/// What this process has asked the C library for and not given back, in MB (10^6 bytes); 0 when
/// that library cannot tell.
double heap_mb();

/// Bytes of all regular files below `folder`, in MB (10^6 bytes); 0 for a folder that is not there.
double folder_mb(const std::string& folder);

}  // namespace inkling
