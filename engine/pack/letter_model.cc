#include "engine/pack/letter_model.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "engine/lexicon/text_key.h"

namespace inkling {
namespace {

constexpr std::size_t kCells =
    LetterModel::kSymbols * LetterModel::kSymbols * LetterModel::kSymbols;
constexpr float kStep = 0.125F;  // nats per stored unit
constexpr char kFirst = '!';     // stands for 0
constexpr char kLast = '~';
constexpr std::size_t kOther = 27;

}  // namespace

LetterModel::LetterModel(std::vector<float> costs) : costs_(std::move(costs)) {
  // Rounding left each distribution a little off 1.
  for (auto row = costs_.begin(); row != costs_.end(); row += kSymbols) {
    double sum = 0;
    std::for_each(row, row + kSymbols, [&sum](float cost) { sum += std::exp(-double{cost}); });
    const auto shift = static_cast<float>(std::log(sum));
    std::for_each(row, row + kSymbols, [shift](float& cost) { cost += shift; });
  }
}

Result<LetterModel> LetterModel::from_json(const nlohmann::json& section) {
  const auto corrupt = [](const std::string& what) {
    return make_error(ErrorCode::kCorrupt, "letters.trigrams must be " + what);
  };
  const auto found = section.is_object() ? section.find("trigrams") : section.end();
  if (found == section.end() || !found->is_string()) return corrupt("a string");
  const auto& text = found->get_ref<const std::string&>();
  if (text.size() != kCells) return corrupt("of " + std::to_string(kCells) + " characters");
  std::vector<float> costs;
  costs.reserve(kCells);
  for (const char c : text) {
    if (c < kFirst || c > kLast) return corrupt("of the characters ! to ~");
    costs.push_back(static_cast<float>(c - kFirst) * kStep);
  }
  return LetterModel(std::move(costs));
}

nlohmann::ordered_json LetterModel::to_json(const std::vector<float>& costs) {
  std::string text;
  for (const float cost : costs) {
    const long units = std::lround(std::max(cost, 0.0F) / kStep);
    text += static_cast<char>(kFirst + std::min<long>(units, kLast - kFirst));
  }
  return {{"trigrams", text}};
}

double LetterModel::log_prob(std::string_view word) const {
  double sum = 0;
  std::size_t second = kBoundary;
  std::size_t first = kBoundary;
  for (const char32_t letter : search_key(word)) {
    const std::size_t symbol = spelling_class(letter);
    sum += log_prob_after(second, first, symbol) - (symbol == kOther ? kOtherLetter : 0);
    second = first;
    first = symbol;
  }
  return sum + log_prob_after(second, first, kBoundary);
}

}  // namespace inkling
