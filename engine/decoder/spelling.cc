#include "engine/decoder/spelling.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

constexpr float kStep = 0.125F;  // nats per stored unit
constexpr std::size_t kApostrophe = 26;
constexpr std::size_t kOther = 27;

/// Calls fn(name, table) for each table.
template <typename Costs, typename Fn>
void for_each_table(Costs& costs, Fn&& fn) {
  fn("substitution", costs.substitution);
  fn("omission", costs.omission);
  fn("insertion", costs.insertion);
  fn("transposition", costs.transposition);
}

/// False when the array is not one number from 0 to kNever for every cell.
template <std::size_t Rows>
bool read_table(const nlohmann::json& array, SpellingCosts::Table<Rows>* table) {
  if (!array.is_array() || array.size() != Rows * kSpellingClasses) return false;
  std::size_t at = 0;
  for (auto& row : *table) {
    for (float& cost : row) {
      const nlohmann::json& value = array[at++];
      if (!value.is_number()) return false;
      cost = value.get<float>() * kStep;
      if (!(cost >= 0 && cost <= SpellingCosts::kNever)) return false;
    }
  }
  return true;
}

}  // namespace

std::size_t spelling_class(char32_t letter) {
  const char32_t base = base_letter(letter);
  if (base >= U'a' && base <= U'z') return base - U'a';
  return base == U'\'' ? kApostrophe : kOther;
}

SpellingCosts::SpellingCosts() {
  for_each_table(*this, [](const char*, auto& table) {
    for (auto& row : table) row.fill(kNever);
  });
  for (std::size_t i = 0; i < kSpellingClasses; ++i) substitution[i][i] = 0;
}

Result<SpellingCosts> spelling_from_json(const nlohmann::json& section) {
  SpellingCosts costs;
  std::string bad;
  if (!section.is_object())
    return make_error(ErrorCode::kCorrupt, "\"spelling\" must be an object");
  for_each_table(costs, [&](const char* name, auto& table) {
    const auto found = section.find(name);
    if (bad.empty() && (found == section.end() || !read_table(*found, &table))) bad = name;
  });
  if (bad.empty()) return costs;
  return make_error(ErrorCode::kCorrupt,
                    "spelling." + bad + " must hold one number from 0 to 240 for each cell");
}

nlohmann::json spelling_to_json(const SpellingCosts& costs) {
  nlohmann::json section = nlohmann::json::object();
  for_each_table(costs, [&](const char* name, const auto& table) {
    nlohmann::json array = nlohmann::json::array();
    for (const auto& row : table) {
      for (const float cost : row) {
        array.push_back(std::lround(std::min(cost, SpellingCosts::kNever) / kStep));
      }
    }
    section[name] = std::move(array);
  });
  return section;
}

}  // namespace inkling
