#include "demo_keyboard/ghost_text.h"

#include <string_view>

#include "tokenizer/utf8.h"

namespace inkling {

std::string ghost_text(const KeyboardView& view) {
  const auto& best = view.strip[1];
  if (!view.strip_current || view.ghost.empty() || !view.right.empty() || !best) return {};
  const std::string& word = best->suggestion.text;
  const std::string_view text = view.text;
  const std::string_view typed = text.substr(text.size() - view.composing_bytes);
  if (!best->suggestion.replaces.empty() || word.size() < typed.size()) return {};
  const std::string_view begins = std::string_view(word).substr(0, typed.size());
  if (!is_valid_utf8(begins) || to_lower(begins) != to_lower(typed)) return {};
  const bool needs_space =
      typed.empty() && !text.empty() && text.back() != ' ' && text.back() != '\n';
  return (needs_space ? " " : "") + word.substr(typed.size()) + view.ghost;
}

}  // namespace inkling
