#include "engine/pack/language_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/lexicon/text_key.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kLongestEntry = 64;     // bytes
constexpr std::size_t kMostEntries = 20'000;  // of a list

/// The list `name` of strings, or none where there is no such field.
Result<std::vector<std::string>> read_list(const nlohmann::json& json, const std::string& name) {
  std::vector<std::string> out;
  const auto field = json.find(name);
  if (field == json.end()) return out;
  const auto bad = [&name](const std::string& what) {
    return make_error(ErrorCode::kCorrupt, '"' + name + "\": " + what);
  };
  if (!field->is_array()) return bad("must be a list of words");
  if (field->size() > kMostEntries) return bad("too long a list");
  for (const auto& entry : *field) {
    if (!entry.is_string()) return bad("must be a list of words");
    const auto& text = entry.get_ref<const std::string&>();
    if (text.empty() || text.size() > kLongestEntry || !is_valid_utf8(text)) {
      return bad("an entry is empty, too long or no UTF-8");
    }
    out.push_back(text);
  }
  return out;
}

}  // namespace

std::string_view LanguageTable::owner_of(std::string_view word) const {
  for (const std::string& ending : possessives) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

Result<LanguageTable> language_table_from_json(const nlohmann::json& json) {
  LanguageTable out;
  const auto units = read_list(json, "behind_numbers");
  if (!units) return units.error();
  out.behind_numbers.insert(units->begin(), units->end());
  const auto abbreviations = read_list(json, "abbreviations");
  if (!abbreviations) return abbreviations.error();
  out.abbreviations.insert(abbreviations->begin(), abbreviations->end());
  const auto possessives = read_list(json, "possessives");
  if (!possessives) return possessives.error();
  out.possessives = *possessives;
  std::stable_sort(out.possessives.begin(), out.possessives.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  const auto vowels = read_list(json, "laughter_vowels");
  if (!vowels) return vowels.error();
  for (const std::string& vowel : *vowels) out.laughter_vowels += decode_utf8(vowel);
  const auto leads = read_list(json, "laughter_leads");
  if (!leads) return leads.error();
  for (const std::string& lead : *leads) out.laughter_leads.push_back(decode_utf8(lead));
  const auto names = read_list(json, "names");
  if (!names) return names.error();
  for (const std::string& name : *names) out.names.emplace(to_lower(name), name);
  return out;
}

}  // namespace inkling
