// A small data file that was compiled into the program (cmake/embed_files.cmake).
#pragma once

#include <string_view>

namespace inkling {

/// Both views are to static storage.
struct EmbeddedFile {
  std::string_view name;  // the file's name without its ending
  std::string_view text;
};

}  // namespace inkling
