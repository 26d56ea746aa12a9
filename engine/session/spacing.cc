#include "engine/spacing.h"

#include <algorithm>
#include <array>

namespace inkling {

bool ends_word(std::string_view character) {
  constexpr std::array<std::string_view, 13> kEnds = {".", ",",  "!", "?", ";", ":", ")",
                                                      "]", "\"", "…", "”", "»", "}"};
  return std::find(kEnds.begin(), kEnds.end(), character) != kEnds.end();
}

bool hugs_left(std::string_view character, std::string_view committed) {
  if (character != "\"") return ends_word(character);
  const std::size_t line = committed.rfind('\n');
  if (line != std::string_view::npos) committed.remove_prefix(line);
  return std::count(committed.begin(), committed.end(), '"') % 2 == 1;
}

bool needs_space_before(std::string_view committed) {
  if (committed.empty()) return false;
  // A straight quote opens or closes.
  if (committed.back() == '"') {
    committed.remove_suffix(1);
    return hugs_left("\"", committed);
  }
  return std::string_view(" \t\n([{-/@#").find(committed.back()) == std::string_view::npos;
}

bool needs_space_after(std::string_view right) {
  constexpr std::array<std::string_view, 20> kClose = {" ", ".", ",", "!", "?", ";", ":",
                                                       ")", "]", "}", "'", "-", "/", "\"",
                                                       "…", "’", "”", "»", "%", "\t"};
  return std::none_of(kClose.begin(), kClose.end(),
                      [right](std::string_view sign) { return right.starts_with(sign); });
}

}  // namespace inkling
