#include "engine/session/shown_strip.h"

namespace inkling {

void ShownStrip::remember(uint64_t version, const std::vector<Suggestion>& items,
                          const Ranked& ranked) {
  version_ = version;
  marked_.reset();
  texts_.clear();
  replacements_.clear();
  for (const Suggestion& s : items) {
    texts_.push_back(s.text);
    if (s.autocorrect) marked_ = ranked.items.front();
    if (!s.replaces.empty()) replacements_.push_back({s.text, s.replaces});
  }
}

std::string ShownStrip::replaced_by(std::string_view text) const {
  for (const Replacement& r : replacements_) {
    if (r.text == text) return r.replaces;
  }
  return {};
}

}  // namespace inkling
