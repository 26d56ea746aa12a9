// Items: the words that metrics count, [\p{L}]+('[\p{L}]+)*.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace inkling {

/// A word of letters with inner apostrophes, as a byte range of its line.
struct Item {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The items of a line, from left to right. The apostrophe is U+0027.
std::vector<Item> find_items(std::string_view line);

/// Do two words agree when case is ignored?
bool same_word(std::string_view a, std::string_view b);

/// The lines of a UTF-8 text file. kNotFound, kIo, or kCorrupt with the line of the first bad byte.
Result<std::vector<std::string>> read_text_lines(const std::string& path);

}  // namespace inkling
