// Vectors that hold much for long.
#pragma once

#include <cstddef>
#include <vector>

namespace inkling {

/// For `more` elements; an eighth is held in reserve, where std::vector would hold up to a half.
template <typename T>
void make_room(std::vector<T>* list, std::size_t more) {
  const std::size_t needed = list->size() + more;
  if (needed > list->capacity()) list->reserve(needed + needed / 8);
}

}  // namespace inkling
