#include "demo_keyboard/strip.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace inkling {

std::optional<Suggestion> take_emoji(Suggestions* suggestions) {
  auto& items = suggestions->items;
  const auto is_emoji = [](const Suggestion& s) { return s.kind == SuggestionKind::kEmoji; };
  const auto found = std::find_if(items.begin(), items.end(), is_emoji);
  if (found == items.end()) return std::nullopt;
  std::optional<Suggestion> out = std::move(*found);
  items.erase(std::remove_if(found, items.end(), is_emoji), items.end());
  return out;
}

Strip arrange_strip(const Suggestions& suggestions) {
  Strip strip;
  const auto& items = suggestions.items;
  if (items.empty()) return strip;
  strip[1] = StripSlot{items[0]};
  auto rest = std::vector<const Suggestion*>();
  for (std::size_t i = 1; i < items.size(); ++i) rest.push_back(&items[i]);
  if (items[0].autocorrect) {
    // The literal is what a person wants when the best guess is wrong: it gets the left slot.
    std::stable_partition(rest.begin(), rest.end(),
                          [](const Suggestion* s) { return s->kind == SuggestionKind::kLiteral; });
  }
  if (!rest.empty()) strip[0] = StripSlot{*rest[0]};
  if (rest.size() > 1) strip[2] = StripSlot{*rest[1]};
  return strip;
}

}  // namespace inkling
