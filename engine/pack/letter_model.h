// How a word that is in no list is spelled: letter trigrams.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "engine/decoder/spelling.h"
#include "platform/result.h"

namespace inkling {

/// P(letter | the two before), learned from the lexicon's spellings by `inkling tune letters`.
/// Letters are the classes of spelling.h. Immutable; thread-safe.
class LetterModel {
 public:
  /// A letter's class or, before a word, its start and, behind it, its end: both are kBoundary.
  static constexpr std::size_t kSymbols = kSpellingClasses + 1;
  static constexpr std::size_t kBoundary = kSpellingStart;

  /// The "letters" section of decoder.json. kCorrupt says what is wrong.
  static Result<LetterModel> from_json(const nlohmann::json& section);
  /// `costs`: nats, kSymbols^3 of them, [two before][one before][symbol]. Stored in eighths of a
  /// nat, one printable character each.
  static nlohmann::ordered_json to_json(const std::vector<float>& costs);

  /// log P(letters, end) in nats. Letters outside a-z and the apostrophe share one class; each
  /// costs kOtherLetter more, for which of them it is.
  [[nodiscard]] double log_prob(std::string_view word) const;
  /// log P(symbol | two before, one before) in nats; each at most kBoundary. The sum of the
  /// probabilities of all symbols is 1.
  [[nodiscard]] double log_prob_after(std::size_t second, std::size_t first,
                                      std::size_t symbol) const {
    return -static_cast<double>(costs_[(second * kSymbols + first) * kSymbols + symbol]);
  }

  static constexpr double kOtherLetter = 5.0;  // nats: one of about 150 signs

 private:
  explicit LetterModel(std::vector<float> costs);

  std::vector<float> costs_;
};

}  // namespace inkling
