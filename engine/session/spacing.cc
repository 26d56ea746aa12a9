#include "engine/spacing.h"

#include <algorithm>
#include <array>

namespace inkling {

bool ends_word(std::string_view character) {
  constexpr std::array<std::string_view, 9> kEnds = {".", ",", "!", "?", ";", ":", ")", "\"", "…"};
  return std::find(kEnds.begin(), kEnds.end(), character) != kEnds.end();
}

bool hugs_left(std::string_view character) { return ends_word(character) && character != "\""; }

bool needs_space_before(std::string_view committed) {
  return !committed.empty() &&
         std::string_view(" \n(\"-/").find(committed.back()) == std::string_view::npos;
}

bool needs_space_after(std::string_view right) {
  constexpr std::array<std::string_view, 20> kClose = {" ", ".", ",", "!", "?", ";", ":",
                                                       ")", "]", "}", "'", "-", "/", "\"",
                                                       "…", "’", "”", "»", "%", "\t"};
  return std::none_of(kClose.begin(), kClose.end(),
                      [right](std::string_view sign) { return right.starts_with(sign); });
}

}  // namespace inkling
