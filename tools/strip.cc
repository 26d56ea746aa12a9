#include "tools/strip.h"

#include "tools/items.h"

namespace inkling {

std::vector<std::string> strip_texts(const Suggestions& suggestions, std::string_view typed,
                                     int slots) {
  std::vector<std::string> texts;
  for (const Suggestion& s : suggestions.items) {
    if (static_cast<int>(texts.size()) == slots) break;
    if (!same_word(s.text, typed)) texts.push_back(s.text);
  }
  return texts;
}

int place_on_strip(const std::vector<std::string>& strip, std::string_view word) {
  for (std::size_t i = 0; i < strip.size(); ++i) {
    if (same_word(strip[i], word)) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace inkling
