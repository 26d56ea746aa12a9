#include "tools/pack/word_forms.h"

#include <algorithm>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

// A second way of writing a word needs this share of its running text.
constexpr double kSecondFormShare = 0.03;
constexpr double kBothWays = 0.3;  // of its running text: people write it so and so
constexpr double kFewTyped = 5;    // fewer sightings than these do not decide about case
// What lists write small alone is no name, though a text may call someone so ("Cactus", "Tog"):
// running text, headings and all, takes no more than the rest of it away.
constexpr double kListedSmall = 0.3;

bool is_upper_word(std::string_view text) {
  for (const char32_t c : decode_utf8(text)) {
    if (upper_letter(c) != c) return false;
  }
  return true;
}

/// Gives the small form of a word that lists know by no other a share of at least kListedSmall.
void keep_small_form(const WordEvidence& w, const std::string& key, std::vector<WordForm>* forms) {
  if (forms->empty() || w.scowl == 0) return;
  if (w.listed_forms.size() != 1 || !w.listed_forms.contains(key)) return;
  double others = 0;
  double small = 0;
  for (const auto& [form, share] : *forms) (form == key ? small : others) += share;
  if (small >= kListedSmall * (small + others)) return;
  std::erase_if(*forms, [&key](const auto& form) { return form.form == key; });
  for (auto& [form, share] : *forms) share *= (1 - kListedSmall) / others;
  forms->push_back({key, kListedSmall});
}

}  // namespace

std::vector<WordForm> word_forms(std::string_view word, const WordEvidence& w) {
  if (word == "i" || word.starts_with("i'")) {
    std::string form(word);
    form[0] = 'I';
    return {{form, 1.0}};
  }
  const auto listed = [&w](const std::string& form) { return w.listed_forms.contains(form); };
  const std::string key(word);
  std::vector<WordForm> out;
  double total = 0;
  for (const auto& [form, count] : w.typed_forms) total += count;
  if (total >= kFewTyped) {
    for (const auto& [form, count] : w.typed_forms) {
      const double share = count / total;
      // Capitals for emphasis and slips of the shift key are not ways of writing a word.
      const bool shouted = is_upper_word(form) && decode_utf8(form).size() > 1;
      const bool usual = share > 0.5 && (!shouted || share > 0.8);
      const bool second = share >= kSecondFormShare && count >= kFewTyped && listed(form) &&
                          (form != key || share > kBothWays || w.scowl > 0);
      // Lists write names with their capital; what none of them has may be no name ("matcha").
      const bool plain = form == key && share > kBothWays && w.listed_forms.empty();
      if (usual || second || plain) out.push_back({form, share});
    }
  }
  keep_small_form(w, key, &out);
  if (out.empty()) {
    // No one wrote it: lower case if a list does, else as most lists do.
    std::string best = listed(key) || w.listed_forms.empty() ? key : std::string();
    int votes = 0;
    if (best.empty()) {
      for (const auto& [form, count] : w.listed_forms) {
        if (count > votes) {
          best = form;
          votes = count;
        }
      }
    }
    out.push_back({best, 1.0});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.share > b.share; });
  if (out.size() > 3) out.resize(3);
  return out;
}

}  // namespace inkling
