#include "engine/ranking/language_posterior.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/ranking/word_book.h"
#include "tokenizer/normalize.h"
#include "tokenizer/segmenter.h"
#include "tokenizer/utf8.h"

namespace inkling {
namespace {

constexpr std::size_t kLookBack = 200;  // bytes of text: some thirty words
// A word that a language does not know may still be a name: it does not rule the language out.
constexpr double kUnknownWord = -16;

double word_log_prob(const LanguageParts& language, std::string_view word) {
  return std::max(sum_case_forms(language.lexicon.get(), word).log_prob, kUnknownWord);
}

void normalise(std::vector<double>* log_p) {
  double total = kImpossible;
  for (const double p : *log_p) total = log_add(total, p);
  for (double& p : *log_p) p -= total;
}

}  // namespace

std::vector<double> language_log_posterior(const EngineParts& parts, std::string_view committed) {
  const std::size_t n = parts.languages.size();
  std::vector<double> log_p(n, -std::log(static_cast<double>(n)));
  if (n < 2) return log_p;
  const double stays = parts.primary().ranking.language_stays;
  const double leaves = (1 - stays) / static_cast<double>(n - 1);
  // One step of the chain: p' = stays p + leaves (1 - p).
  const auto step = [&] {
    for (double& p : log_p) p = std::log(leaves + (stays - leaves) * std::exp(p));
    normalise(&log_p);
  };
  const std::string text = normalize(utf8_tail(committed, kLookBack));
  for (const Unit& unit : split_units(text, parts.primary().case_policy.get())) {
    if (unit.kind != UnitKind::kWord) continue;
    step();
    for (std::size_t i = 0; i < n; ++i) {
      log_p[i] += word_log_prob(*parts.languages[i], unit.text);
    }
    normalise(&log_p);
  }
  step();
  return log_p;
}

}  // namespace inkling
