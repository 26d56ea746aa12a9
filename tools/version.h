// What `inkling --version` says.
#pragma once

#include <string>

namespace inkling {

/// "inkling 0.1.0" and a line end.
std::string version_line();

/// A line each, for a report of a fault: the language pack in the folder `pack` ("": none was
/// found), the kernels that it runs on here, the libraries, and how the program was built. Opens
/// the pack.
std::string version_details(const std::string& pack);

}  // namespace inkling
