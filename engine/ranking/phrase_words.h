// The words of a phrase, one after the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace inkling {

/// Several words, not one?
inline bool is_phrase(std::string_view text) { return text.find(' ') != std::string_view::npos; }

/// Calls `see` with each word of `phrase`, in order: what stands between single spaces, a view into
/// it. Two spaces in a row hold no word between them.
template <typename See>
void for_each_word(std::string_view phrase, See see) {
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    if (end > at) see(phrase.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace inkling
