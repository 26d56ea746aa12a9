// Reads word lists: tab-separated text, plain or compressed with xz.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// Calls `row` with the cells of each non-empty line. kNotFound, kIo, or kCorrupt with the file's
/// name when it is damaged, cut off, or larger than 1 GB when unpacked.
Status read_list(const std::string& path,
                 const std::function<void(const std::vector<std::string_view>& cells)>& row);
/// As read_list(); `line` counts from 1, empty lines too, so that a complaint can name it.
Status read_numbered_list(
    const std::string& path,
    const std::function<void(std::size_t line, const std::vector<std::string_view>& cells)>& row);

}  // namespace inkling
